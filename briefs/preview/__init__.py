"""The preview's room: folders in, a bell rings (watch); a site's list of files in, pages for its author (serve).

What a request gets, and which news an open page, is decided without a socket (shown, and for a part of a file parts);
who may hold a connection without a word of HTTP (places); a folder's files are read without following a link (folder).
Neither half knows the other, nor what a build is; the command `watch` joins them::

    with Bell(paths, ignored=(output, cache), say=say, poll=poll) as bell, Preview() as preview:
        url = preview.serve(host, port, say=say)
        while True:
            files, errors = …build…            # digests by path; None for files keeps the last good site in place
            preview.show(files, folder_reader(built), errors)
            bell.wait()                        # has cleared itself: a change during the build rings again

The bell is made before the first build, so that an edit during it is not lost. When an edit of the config moves the
content or the theme, close the bell and make another.
"""
