"""Public money and organizations' money: the fiscal year, payments, costs of the month, gifts, taxes, surpluses.

Writes
------
contracts : due, held_fen, paid_fen, planned
organizations : fee_income, foundation_income, government_income, other_income, owed_fen, tax, year_surplus
purchasers : appropriation, carried, committed, fund, fund_committed, fund_reserved, n_failed, n_held, performance, reserved,
    scope, setbacks
calls, flows, ledger, lines

Doors
-----
budget.reserve : the value of an award is reserved, or free again
budget.commit : the value of a contract is committed
payment.transfer : a payment to a provider is booked
"""
