"""Citizens and enterprises are served: who comes first, the compiled month, what is used, what users pay.

Writes
------
citizens : *, applied, aspiration, contract, target, trust_government, trust_providers
contracts : cost_sum, delivered, delivered_places, enterprise_places, experience_sum, forgone, month_cost, month_effort,
    month_strain, n_complaints, n_heard, places, quality_sum, value, verifiable_sum
enterprises : need, served, waited
organizations : contracted, month_fees
cells, flows, heard, ledger, legitimacy, tolls, word_of_mouth
"""
