"""What every parameter of a scenario means, in Chinese: a file for each file of declarations, under the same name.

English is declared with the parameter; :func:`gpssim.scenario.meanings.meanings` joins both. Rule sets are shown in English and carry
a title in both languages.
"""
