"""Citizens and enterprises are served: who comes first, the compiled month, what is used, what users pay.

Writes
------
citizens : *, applied, contract, target, trust_government, trust_providers
contracts : cost_sum, delivered, delivered_places, enterprise_places, experience_sum, forgone, month_cost, month_effort,
    n_complaints, n_heard, quality_sum, verifiable_sum
enterprises : need, served, waited
organizations : month_fees
cells, flows, heard, ledger, legitimacy, tolls, word_of_mouth
"""
