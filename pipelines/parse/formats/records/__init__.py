"""Records that hold a story each: objects of JSON, rows of tables.

Belongs here: finding the records of a file and their fields. Not here: text and dates (`composed`, `stated`).
"""
