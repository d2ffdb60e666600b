"""What goes on in the background: the process that grades, the thread that starts it, and one that tidies up."""
