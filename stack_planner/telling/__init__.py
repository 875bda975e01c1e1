"""From results to what a person or a program reads on the screen: texts and JSON values."""
