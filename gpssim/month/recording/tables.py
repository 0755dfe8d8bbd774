"""Every table of a run as Arrow; contracts and the ledger are written from their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import KINDS as TRANSFER_KINDS
from gpssim.agents.ledger import account_name
from gpssim.records.recorder import Recorder
from gpssim.records.tables import TABLES
from gpssim.records.truth import Truth
from gpssim.state.contract_row import END_REASONS, LEGAL_BASES
from gpssim.state.domains import names as domain_names

if TYPE_CHECKING:
    import pyarrow as pa

    from gpssim.state.market_state import MarketState


def tables(market: MarketState, events: bool = True) -> dict[str, pa.Table]:
    """Every table so far, or those alone that are not of events; contracts and the ledger are written from their columns."""
    from_columns = {"contracts": contracts_table, "ledger": ledger_table}
    wanted = [name for name, table in TABLES.items() if events or not table.event]
    return {name: from_columns[name](market) if name in from_columns else market.recorder.table(name) for name in wanted}


def contracts_table(market: MarketState) -> pa.Table:
    """One row for each contract year."""
    c, shift, recorder = market.contracts, market.specification.warm_up, Recorder()
    if len(c) == 0:
        return recorder.table("contracts")
    same = ("organization", "purchaser", "district", "cycle_year", "bridge", "repeat", "predecessor", "ceiling", "unit_cost",
            "places", "delivered", "value", "accepted", "evaluated", "project")  # fmt: skip
    recorder.block(
        "contracts",
        contract=np.arange(len(c)),
        domain=domain_names(market)[c.domain],
        mechanism=np.array(market.mechanism_names, dtype=object)[c.mechanism],
        legal_basis=np.array(LEGAL_BASES, dtype=object)[c.legal_basis],
        month_signed=c.start - shift,
        month_start=c.start - shift,
        month_end=c.end - shift,
        month_ended=np.where(c.active, market.month, c.ended) - shift,
        end_reason=np.array(END_REASONS, dtype=object)[np.where(c.active, 0, c.end_reason)],
        unit_price=c.price,
        paid=c.paid_fen / 100.0,
        penalty=c.deducted,
        promised_latent=c.promised,
        delivered_latent=c.quality_sum,
        reported_latent=c.reported,
        accepted_latent=c.found,
        truth=Truth.PASSED_ON * c.passed_on + Truth.CAPTURED * c.captured,
        **{name: c[name] for name in same},
    )
    return recorder.table("contracts")


def ledger_table(market: MarketState) -> pa.Table:
    """Every transfer with its accounts named."""
    rows, recorder = market.ledger.rows(), Recorder()
    if rows["fen"].size == 0:
        return recorder.table("ledger")
    names = {code: account_name(int(code)) for code in np.unique(np.concatenate([rows["source"], rows["target"]]))}
    recorder.block(
        "ledger",
        row=np.arange(rows["fen"].size),
        month=rows["month"] - market.specification.warm_up,
        source=np.array([names[k] for k in rows["source"]], dtype=object),
        target=np.array([names[k] for k in rows["target"]], dtype=object),
        kind=np.array(TRANSFER_KINDS, dtype=object)[rows["kind"]],
        fen=rows["fen"],
    )
    return recorder.table("ledger")
