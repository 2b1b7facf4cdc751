"""What people and clocks can do: one function is one thing done, and one transaction."""
