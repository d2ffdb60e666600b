"""What pages and players get: payloads, the text without JavaScript, the way through the course and its minutes."""
