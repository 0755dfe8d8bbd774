"""What a contract pays for and when: a file with a payment rule's class in it is a payment rule."""
