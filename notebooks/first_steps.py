# ---
# jupyter:
#   jupytext:
#     formats: py:percent,ipynb
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # First steps
#
# Run a market, look into its agents, change one thing, compare, draw.
# The market is Suzhou's high-tech zone, made small so that every cell takes seconds.

# %%
import matplotlib.pyplot as plt

import gpssim

# %% tags=["parameters"]
n_citizens, months, replications = 3000, 60, 8

# %% [markdown]
# ## 1. Run
#
# A scenario is a world (what no policy changes) and a policy (what a government sets). Every run begins with a warm-up under the
# scenario's own policy; month 0 is the switch to the policy named.

# %%
scenario = gpssim.replace(
    gpssim.load_scenario("suzhou-high-tech"),
    {"world.city.n_citizens": n_citizens, "months": months, "warm_up": 24},
)
model = gpssim.PublicServiceMarket(scenario, policy="open_tender", seed=1)
model

# %%
trust = []
for _ in range(scenario.warm_up + scenario.months):
    model.step()
    trust.append(model.citizens.trust_government.mean())

figure, axes = plt.subplots(figsize=(6, 3))
axes.plot(range(-scenario.warm_up, scenario.months), trust)
axes.axvline(0, color="0.6", linewidth=0.8)
axes.set(xlabel="months since the switch to open tender", ylabel="citizens' trust in government (0-1)")
figure.tight_layout()
plt.show()

# %% [markdown]
# ## 2. Look into the agents
#
# Citizens, organizations and purchasers are Mesa agents and are found where Mesa keeps agents: in `model.agents` and
# `model.agents_by_type`. A citizen is made when it is asked for, and `model.citizens` has the same as whole columns; looking
# changes nothing. `trust` is the mean of two states: `trust_government`, trust in the purchaser, which tables and comparisons
# show, and `trust_providers`, trust in those who deliver.

# %%
served = model.citizens.select((model.citizens.contract >= 0).any(axis=1))
citizen = served[0]
trusts = {name: round(float(getattr(citizen, name)), 3) for name in ("trust", "trust_government", "trust_providers")}
{"citizen": citizen.citizen_id, "group": citizen.group_name, "district": citizen.district, **trusts}

# %% [markdown]
# Who serves her? One organization for each service domain, -1 for none.

# %%
dict(zip(scenario.domain_names, citizen.providers, strict=True))

# %%
{kind.__name__: len(agents) for kind, agents in model.agents_by_type.items()}

# %%
organizations = model.agents_by_type[gpssim.SocialOrganization]
busiest = organizations.select(lambda o: o.contracted.sum() > 0).sort("staff", ascending=False)
[(o.kind, o.domains, round(o.staff, 1), round(o.autonomy, 2)) for o in list(busiest)[:5]]

# %% [markdown]
# ## 3. Change one thing
#
# What a policy does not say, it takes from the scenario. These two tenders differ in the weight of price in the score and in
# nothing else.

# %%
quality_first = gpssim.Policy.of("open_tender", "quality_first", settings={"price_weight": 0.1})
price_first = gpssim.Policy.of("open_tender", "price_first", settings={"price_weight": 0.6})

# %% [markdown]
# ## 4. Compare
#
# Under one replication every policy meets the same citizens, needs, founders and luck. Differences are taken pair by pair, against
# the first policy named. Below: the mean under directed commission, and how far each tender lies from it, with a 95 % interval.

# %%
policies = ["directed_commission", quality_first, price_first]
study = gpssim.Study(scenario, policies=policies, replications=replications, seed=1)
results = study.run()
results

# %%
table = gpssim.compare(results)
table

# %% [markdown]
# Shown are the primary outcomes; the table holds every outcome, with the number of pairs, the variance that pairing saved, and
# more. `table.whole` shows all of it, and any outcome of any run is a name away:

# %%
results.outcomes.trust_providers.groupby("policy", observed=True)["value"].mean()

# %% [markdown]
# An interval that excludes zero says that the sign is not luck in *this* world. Whether it holds in other plausible worlds is a
# question of its own: `gpssim.Study(..., worlds=30)`.

# %% [markdown]
# ## 5. Draw
#
# `results.plot` draws a figure into the notebook; `gpssim.draw_figures(results, "figures")` writes all of them for print with the
# plotted numbers beside them.

# %%
results.plot("paired_differences")
