"""What a formula of somebody else shows once cells it rests on have changed; known as far as plain arithmetic goes."""
