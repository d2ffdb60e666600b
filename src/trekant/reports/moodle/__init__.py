"""The item report of a quiz in Moodle, made of the file that Moodle's report of responses is downloaded as."""
