"""See DESIGN in the README."""
