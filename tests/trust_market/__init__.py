"""A seeded market of people, shops and groups, and those who would deceive it."""
