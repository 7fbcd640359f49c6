"""``studyapp progress --html``: the overview as one page that needs nothing else, neither scripts nor other files.

``document`` lays it out, ``drawings`` draws and ``tables`` tells the same in numbers, all of it made of ``markup``;
``style`` holds the colours, and ``writing`` puts it on the disk.
"""
