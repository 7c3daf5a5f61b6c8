"""What a person does, one module per verb. Files are reached only through the ports."""
