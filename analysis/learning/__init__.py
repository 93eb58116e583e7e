"""Small linear models over hashed n-grams: their files, their scores, what they are compared by."""
