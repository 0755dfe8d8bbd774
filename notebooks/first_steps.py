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
# Run a market, look into its agents, change a lever, compare two policies, draw.
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

# %%
trust = []
for _ in range(scenario.warm_up + scenario.months):
    model.step()
    trust.append(model.citizens.trust.mean())

figure, axes = plt.subplots(figsize=(6, 3))
axes.plot(range(-scenario.warm_up, scenario.months), trust)
axes.axvline(0, color="0.6", linewidth=0.8)
axes.set(xlabel="months since the switch to open tender", ylabel="mean trust of citizens (0-1)")
figure.tight_layout()
plt.show()

# %% [markdown]
# ## 2. Look into the agents
#
# Citizens, organizations and purchasers are Mesa agents. Ask one by name, or all at once as an array; looking changes nothing.

# %%
citizen = model.citizens[17]
{"group": citizen.group_name, "district": citizen.district, "trust": round(citizen.trust, 3), "served by": citizen.providers}

# %%
{kind.__name__: len(agents) for kind, agents in model.agents_by_type.items()}

# %%
organizations = next(agents for kind, agents in model.agents_by_type.items() if kind.__name__ == "SocialOrganization")
busiest = organizations.select(lambda o: o.contracted.sum() > 0).sort("staff", ascending=False)
[(o.kind, o.domains, round(o.staff, 1), round(o.autonomy, 2)) for o in list(busiest)[:5]]

# %% [markdown]
# ## 3. Change a lever
#
# What a policy does not say, it takes from the scenario. These two differ in one lever: are evaluations published and shared?

# %%
closed_books = gpssim.Policy.of("open_tender", "closed_books", levers={"disclosure": 0.0})
open_books = gpssim.Policy.of("open_tender", "open_books", levers={"disclosure": 1.0})

# %% [markdown]
# ## 4. Compare
#
# Under one replication every policy meets the same citizens, needs, founders and luck. Differences are taken pair by pair, against the
# first policy named.

# %%
study = gpssim.Study(
    scenario, policies=["directed_commission", "open_tender", closed_books, open_books], replications=replications, seed=1
)
results = study.run()
table = gpssim.compare(results)

# %%
columns = ["outcome", "policy_b", "mean_a", "mean_b", "difference", "low", "high", "n_pairs"]
primary = table[table["primary"] & (table["period"] == "later")]
primary[columns].round(3)

# %% [markdown]
# An interval that excludes zero says that the sign is not luck in *this* world. Whether it holds in other plausible worlds is a question of
# its own: `gpssim.Study(..., worlds=30)`.

# %% [markdown]
# ## 5. Draw
#
# `gpssim.draw_figures(results, "figures")` writes every figure for print with the plotted numbers beside it. In a notebook, draw one:

# %%
gpssim.draw_figures(results, "figures", names=["paired_differences"])
plt.figure(figsize=(9, 9))
plt.imshow(plt.imread("figures/paired_differences.png"))
plt.axis("off")
plt.show()
