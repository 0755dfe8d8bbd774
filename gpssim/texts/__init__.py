"""What people read, in English and Chinese: one shape, one look-up, and the words that several parts of gpssim share.

Plug-ins carry their own texts (``label`` beside ``label_zh``, ``title`` beside ``title_zh``): whoever writes one writes one file.
Everything else that is shown is a :class:`~gpssim.texts.text.Text`, a pair, found by its key in a table by
:func:`~gpssim.texts.text.said`. Where English is declared with the thing itself (the meaning of a parameter, a unit, a mark of
evidence) it is not written twice: the table has the Chinese, and the pair is joined from both.

Tables lie beside what shows them, in modules named ``words``, and here where several parts share them; the Chinese of
parameters lies in ``gpssim.scenario.texts``, a file for each file of declarations. Tests find a text that lacks its Chinese, a text
that nothing shows, and Chinese that lies anywhere else.
"""
