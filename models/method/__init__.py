"""The rules of the method: values in, values out. No clock, no settings, no session, no logger."""
