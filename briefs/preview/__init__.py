"""The preview's room: folders in, a bell rings (watch); a site's bytes in, pages for the author's browser (serve).

What a request gets, and which news an open page, is decided without a socket (shown). Neither half knows the other,
nor what a build is; the command `watch` joins them::

    with Bell(paths, ignored=(output, cache), say=say, poll=poll) as bell, Preview() as preview:
        url = preview.serve(host, port, say=say)
        while True:
            files, errors = …build…            # None for files keeps the last good site in place
            preview.show(files, errors)
            bell.wait()                        # has cleared itself: a change during the build rings again

The bell is made before the first build, so that an edit during it is not lost. When an edit of the config moves the
content or the theme, close the bell and make another.
"""
