"""Purchasers watch: inspections, the hotline, voices, acceptance, audits; records and ratings follow; who may not offer any more.

Writes
------
contracts : accepted, captured, caught, deducted, due, evaluated, extra, found, n_signals, reported, signal_sum
organizations : *_first, *_mean, *_second, *_variance, barred_until, debarred_until, delivered_quality, grade, n_published,
    n_signals, published_last, refused_until
purchasers : hours_used, inspection_rate
called, flows, ledger, recorder

Doors
-----
beliefs.begin_records : records of organizations that are new
violations : a violation found out is written down, fined and banned for
"""
