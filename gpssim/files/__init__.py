"""Files and standard streams: which file a path means, how one is read and written, what the system refuses in a line.

``places`` finds (``~``), ``reading`` reads (``-``, pipes), ``writing`` writes whole files or none, ``sparing`` goes on with the
rest where one cannot be written, ``lines`` says why, ``nearest`` what was probably meant, ``standard`` makes stdout and stderr
take every text.
"""
