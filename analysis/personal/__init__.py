"""Personal data, found in every way people write it and masked before anything is stored."""
