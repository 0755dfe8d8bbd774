"""What each kind of case is about: title, setting in words, formula (LaTeX), source, for ``write_cases.py``.

Sources marked (memory) were not opened when the case was written; every formula was derived anew and checked numerically.
"""

from __future__ import annotations

from typing import NamedTuple


class About(NamedTuple):
    """One kind of case."""

    title: str
    setting: str
    formula: str
    source: str


GROUPS: dict[str, tuple[str, ...]] = {
    "Learning bidders": ("ewa_update", "roth_erev_urn", "roth_erev_path", "learning_to_bid"),
    "Private-cost tenders": (
        "first_price_auction", "optimal_ceiling", "entry_mixed_strategy", "entry_threshold", "extra_bidder_versus_negotiation",
        "failed_tender", "invited_tender", "right_of_first_refusal", "simple_rules", "negotiation_clock", "risk_averse_bidders",
    ),
    "Scores": (
        "first_score_auction", "quality_weight", "scoring_exogenous_quality", "scoring_two_dimensional_types", "ratio_score",
        "ratio_score_preference", "ratio_score_equal_quality", "average_bid_auction", "quality_price_ratio",
    ),
    "Unequal bidders": (
        "asymmetric_uniform", "asymmetric_numeric", "optimal_price_preference", "percentage_preference", "incumbent_advantage",
    ),
    "Unknown cost": (
        "common_cost_uniform_signals", "winners_curse_normal", "common_cost_average_signal", "limited_liability_second_price",
        "limited_liability_first_price", "renegotiation_rent",
    ),
    "Effort and contracts": (
        "linear_incentive_contract", "multitask_moral_hazard", "inspection_game", "restricted_pool_quality", "career_concerns",
        "cost_sharing_auction", "yardstick_competition",
    ),
    "Information": (
        "selection_noisy_quality", "signalling_certification", "belief_pooling", "beta_binomial_compliance", "ranking_accuracy",
        "trimmed_panel", "gittins_index", "renewal_threshold", "belief_calibration_under_selection",
    ),
    "Learning curves and lock-in": (
        "learning_curve", "experience_lock_in", "self_reinforcing_awards", "stochastic_learning_race",
        "learning_duopoly_equilibrium",
    ),
    "Citizens": (
        "logit_choice", "capacity_rationing", "trust_dynamics", "selective_feedback", "switching_citizens", "inequality_indices",
    ),
    "Industry and accounts": (
        "entry_exit_steady_state", "concentration_symmetric", "survival_gamblers_ruin", "accounting_identities",
        "drought_exit",
    ),
}  # fmt: skip
"""Groups of kinds: the chapters of the Theory book."""

ABOUT: dict[str, About] = {
    "ewa_update": About(
        "Experience-weighted attraction",
        "A bidder adds up what its actions earned, and a part of what the others would have earned.",
        r"N_t=\rho N_{t-1}+1,\quad A_j\leftarrow\frac{\varphi N_{t-1}A_j+[\delta+(1-\delta)1\{j\ \text{chosen}\}]\pi_j}{N_t},\quad "
        r"P_j\propto e^{\lambda A_j}",
        "Camerer & Ho 1999, Econometrica 67(4) (memory)",
    ),
    "roth_erev_urn": About(
        "Reinforcement with a constant payoff",
        "Propensities grow by what was earned and choice is proportional to them: a Polya urn.",
        r"\text{counts}\sim\text{Dirichlet-multinomial}(T;s/a),\quad \operatorname{Var}_\infty=\frac{p(1-p)}{1+Ks/a}",
        "Roth & Erev 1995; Beggs 2005 (memory)",
    ),
    "roth_erev_path": About(
        "Reinforcement with unequal payoffs",
        "Two actions with constant payoffs: the better one is chosen more and more often, slowly.",
        r"P_t=\mathrm E\,\frac{s+am}{2s+am+b(t-m)},\ m=\text{times the better action was chosen}",
        "Roth & Erev 1995; Beggs 2005, J. Economic Theory (memory)",
    ),
    "learning_to_bid": About(
        "Learning how much to shade",
        "Bids are 1 - k (1 - c) with k from a grid; fictitious play with logit choice rests at the logit equilibrium.",
        r"\kappa_{NE}=\text{best answer to itself},\quad \sigma_j\propto e^{\lambda u_j(\sigma)}",
        "McKelvey & Palfrey 1995; Fudenberg & Levine 1998; Hofbauer & Sandholm 2002 (memory)",
    ),
    "first_price_auction": About(
        "First-price and second-price tender",
        "n bidders with independent costs; the lowest price wins and is paid its own price, or the second-lowest.",
        r"b(c)=c+\frac{\int_c^{\bar c}(1-F(t))^{n-1}dt}{(1-F(c))^{n-1}},\quad \mathrm E\,p=\mathrm E\,c_{(2:n)}\ \text{in both}",
        "Vickrey 1961; Riley & Samuelson 1981; Krishna, Auction Theory, ch. 2-3",
    ),
    "optimal_ceiling": About(
        "The best ceiling",
        "The purchaser announces a ceiling; who cannot work for it stays away.",
        r"r^*+F(r^*)/f(r^*)=v,\quad P(\text{no award})=(1-F(r^*))^n",
        "Myerson 1981; Riley & Samuelson 1981; Krishna, ch. 5",
    ),
    "entry_mixed_strategy": About(
        "Costly entry before the cost is known",
        "Potential bidders enter with a probability at which entering earns nothing.",
        r"\int F(c)(1-pF(c))^{N-1}dc=k",
        "Levin & Smith 1994, AER 84(3)",
    ),
    "entry_threshold": About(
        "Costly entry after the cost is known",
        "Whoever knows its cost enters if it is below a threshold.",
        r"(1-c^*)(1-F(c^*))^{N-1}=k",
        "Samuelson 1985, Economics Letters 17 (memory)",
    ),
    "extra_bidder_versus_negotiation": About(
        "One more bidder against the best negotiation",
        "A plain tender with n + 1 bidders is worth at least as much as the best mechanism with n.",
        r"v-\mathrm E\,c_{(2:n+1)}\ \ge\ n\int_0^{r^*}\!(v-c-F/f)\,f\,(1-F)^{n-1}dc",
        "Bulow & Klemperer 1996, AER 86(1) (memory)",
    ),
    "failed_tender": About(
        "Fewer than three valid offers",
        "Each of N organizations offers with probability p; with fewer than three offers the tender is held again.",
        r"P(\text{fail})=P(\mathrm{Bin}(N,p)\le2),\quad \mathrm E[\text{rounds}]=1/(1-P(\text{fail}))",
        "binomial mixture; the rule of three is in the Government Procurement Law art. 36",
    ),
    "invited_tender": About(
        "Tender by invitation",
        "k of N organizations are drawn at random and invited.",
        r"\mathrm E\,p=\mathrm E\,c_{(2:k)},\quad \text{loss}=\mathrm E\,c_{(1:k)}-\mathrm E\,c_{(1:N)}",
        "order statistics",
    ),
    "right_of_first_refusal": About(
        "Right of first refusal",
        "A favored firm may match the lowest price after the opening; the honest know it.",
        r"b(c)=1-\kappa(1-c),\quad \kappa=\frac{an}{an+1}\quad(1-F=(1-c)^a)",
        "Burguet & Perry 2007; Arozamena & Weinschelbaum 2009 (memory)",
    ),
    "simple_rules": About(
        "Mark-up, bargaining, cost plus",
        "No strategy: mark-up on cost in a tender, a price bargained with one supplier, a random partner paid cost plus.",
        r"(1+m)\mathrm E\,c_{(1:n)},\quad \tfrac12(v+\mathrm E[c\mid c\le v]),\quad (1+m)\mathrm E\,c",
        "elementary",
    ),
    "negotiation_clock": About(
        "Negotiation in steps",
        "The standing price falls step by step while two or more suppliers accept it.",
        r"p=\text{grid price below } c_{(2)}\text{, or the next above it if } c_{(1)}\text{ lies in the same step}",
        "Milgrom & Weber 1982 (button auction); steps derived",
    ),
    "risk_averse_bidders": About(
        "Risk-averse bidders",
        "Utility of profit x^(1-r): bidders ask for less to win more often.",
        r"b(c)=c+(1-c)\frac{1-\rho}{n-\rho}",
        "Holt 1980; Cox, Smith & Walker 1988 (memory)",
    ),
    "first_score_auction": About(
        "First-score tender",
        "The highest score s(q) - p wins; the score may show the purchaser's own value or less of it.",
        r"q=\arg\max s-c,\quad p(\theta)=c+\int_\theta^{\bar\theta}c_\theta\Big(\tfrac{1-F(t)}{1-F(\theta)}\Big)^{n-1}dt,"
        r"\quad q_o=\arg\max V-c-\tfrac Ff c_\theta",
        "Che 1993, RAND J. 24(4)",
    ),
    "quality_weight": About(
        "The best linear weight of quality",
        "Score w q - p with a purchaser who values quality at 1.",
        r"U(w)=wA-w^2B,\quad w^*=A/2B<1",
        "special case of Che 1993",
    ),
    "scoring_exogenous_quality": About(
        "Quality that is given",
        "Quality and cost are private and given; one number, w q - c, decides how a bidder bids.",
        r"\sigma(k)=k-\int_{k_{\min}}^kG(x)^{n-1}dx/G(k)^{n-1},\quad k=wq-c",
        "Asker & Cantillon 2008, RAND J. 39(1)",
    ),
    "scoring_two_dimensional_types": About(
        "Two-dimensional types",
        "Fixed cost and the slope of quality's cost are both private.",
        r"k=\max_q\,wq-\theta q^2/2-a=\frac{w^2}{2\theta}-a",
        "Asker & Cantillon 2008, RAND J. 39(1)",
    ),
    "ratio_score": About(
        "Lowest over own price",
        "Price points are lowest price over own price: a losing low offer can turn the ranking of others.",
        r"s_i=100\,w\,\frac{b_{\min}}{b_i}+(1-w)Q_i",
        "财库[2007]2号; Order 87 (2017) art. 55; Chen 2008, J. Public Procurement 8(3)",
    ),
    "ratio_score_preference": About(
        "A lead in quality is a price preference",
        "One bidder is D x 100 points of quality ahead: it wins if its price is below k times the others' lowest.",
        r"\kappa=\frac1{1-(1-w)\Delta/w},\quad \text{price is irrelevant from }\Delta=\frac{w}{1-w}",
        "derived; McAfee & McMillan 1989; Lebrun 1999 (memory)",
    ),
    "ratio_score_equal_quality": About(
        "Equal quality",
        "With equal quality the ratio score is a tender on the lowest price.",
        r"b(c)=c+(1-c)/n",
        "derived",
    ),
    "average_bid_auction": About(
        "Closest to the mean",
        "The offer closest to the mean wins: everybody offers the ceiling.",
        r"\mathrm E\,p=\bar r,\quad \text{winner's cost}=\mathrm E\,c",
        "Decarolis 2018, Int. Economic Review",
    ),
    "quality_price_ratio": About(
        "Quality for money",
        "The highest quality per yuan wins: a first-price tender in cost per unit of quality.",
        r"x=c/Q,\quad p=Q\,\sigma(x)",
        "rule 性价比法; reduction derived; Hanazono, Nakabayashi & Tsuruoka 2013",
    ),
    "asymmetric_uniform": About(
        "A strong and a weak bidder",
        "Two uniform laws of cost with the same top.",
        r"b(c)=C-\frac{1-\sqrt{1-k_ix^2}}{k_ix},\ x=C-c,\ k_i=w_i^{-2}-w_j^{-2};\quad \underline b=C-\frac{w_1w_2}{w_1+w_2}",
        "Griesmer, Levitan & Shubik 1967; Krishna, sec. 4.3 (memory)",
    ),
    "asymmetric_numeric": About(
        "One strong bidder among weak ones",
        "Any laws with the same top: two differential equations in the inverse bids.",
        r"\frac{d\ln S_i(\phi_i)}{db}=\frac1{b-\phi_i}-\frac1{N-1}\sum_k\frac1{b-\phi_k}",
        "Marshall, Meurer, Richard & Stromquist 1994; Lebrun 1999; Maskin & Riley 2000 (memory)",
    ),
    "optimal_price_preference": About(
        "The preference that costs least",
        "Favoring the firm with the higher costs makes the other ask for less.",
        r"\text{preference}^*=(\underline c_H-\underline c_L)/2",
        "McAfee & McMillan 1989, J. Int. Economics 26; Myerson 1981",
    ),
    "percentage_preference": About(
        "A percentage preference",
        "The favored price counts d less; whoever wins is paid the most at which it still would have won.",
        r"P(\text{favored})=\tfrac{1+d}2,\quad \mathrm E\,p=\tfrac{1-d}3+d+\tfrac{(1-d)^2}3",
        "derived (setting of McAfee & McMillan 1989)",
    ),
    "incumbent_advantage": About(
        "The incumbent's advantage",
        "Whoever won last works D cheaper.",
        r"P(\text{win})=D+\frac{1-D^{m+1}}{m+1},\quad \mathrm E[\text{tenure}]=\frac1{1-P}",
        "derived",
    ),
    "common_cost_uniform_signals": About(
        "A common cost with uniform signals",
        "Nobody knows the cost, everybody has a signal of it; winning is bad news.",
        r"b(x)=x+\varepsilon-\tfrac{2\varepsilon}{n+1}e^{-\frac n{2\varepsilon}(\bar c-\varepsilon-x)}",
        "Wilson 1977; Kagel & Levin 1986 (memory)",
    ),
    "winners_curse_normal": About(
        "The winner's curse",
        "Bidders ask for what they think the cost is, and lose money when they win.",
        r"\mathrm E\,\pi=\text{mark-up}-\beta\sigma_\varepsilon m_n,\quad \beta=\frac{\sigma_c^2}{\sigma_c^2+\sigma_\varepsilon^2}",
        "derived (order statistics)",
    ),
    "common_cost_average_signal": About(
        "Cost is the mean of signals",
        "Each bidder knows one part of the common cost.",
        r"b_S(x)=\tfrac{n+2}{2n}x+\tfrac{n-2}{2n},\quad b_F(x)=b_S\big(x+\tfrac{1-x}n\big)",
        "Milgrom & Weber 1982; Bulow & Klemperer 2002 (memory)",
    ),
    "limited_liability_second_price": About(
        "Abnormally low offers",
        "After the award cost may rise by D; whoever has little to lose offers less and defaults.",
        r"b_0(K)=c+\min\{\tfrac{pK}{1-p},pD\},\quad K^*=(1-p)D,\quad P(\text{default})=p[1-(1-K^*/\bar K)^n]",
        "Spulber 1990; Waehrer 1995; Zheng 2001; Calveras, Ganuza & Hauk 2004 (memory)",
    ),
    "limited_liability_first_price": About(
        "Default as an option",
        "With a large shock the winner always defaults in the bad state, and bids accordingly.",
        r"b(c)=c+\tfrac{1-c}n+\tfrac{pK}{1-p}",
        "Spulber 1990; Zheng 2001 (memory)",
    ),
    "renegotiation_rent": About(
        "Renegotiation is competed away",
        "The winner surely gets h more afterwards: offers fall by h.",
        r"b(c)=c+\tfrac{1-c}n-h",
        "Bajari, Houghton & Tadelis 2014; derived",
    ),
    "linear_incentive_contract": About(
        "Linear incentives",
        "Pay rises with measured output; a risk-averse provider with a mission chooses effort.",
        r"\beta^*=\frac B{1+rk\sigma^2},\quad e=\frac{\beta+\omega}k",
        "Holmström & Milgrom 1987 (memory)",
    ),
    "multitask_moral_hazard": About(
        "Two tasks, one measured",
        "What is not measured is crowded out.",
        r"\beta^*=\frac{B_1-dB_2}{1+r\sigma^2(1-d^2)},\quad e_1=\frac\beta{1-d^2},\ e_2=-d\,e_1",
        "Holmström & Milgrom 1991, JLEO 7 (memory)",
    ),
    "inspection_game": About(
        "Inspection",
        "The provider may shirk, the purchaser may audit, at the same time.",
        r"P(\text{audit})=\frac g{dF},\quad P(\text{shirk})=\frac a{d(L+\varphi F)}",
        "Dresher 1962; Avenhaus, von Stengel & Zamir 2002; McKelvey & Palfrey 1995 (memory)",
    ),
    "restricted_pool_quality": About(
        "A pool small enough for quality",
        "Among few loyal providers the rent of the next tenders pays for quality that no contract can name.",
        r"\psi\le\frac{d\,\delta}{(1-\delta)n(n+1)}",
        "Calzolari & Spagnolo 2009; Board 2011; special case derived",
    ),
    "career_concerns": About(
        "Career concerns",
        "Effort today raises what the market believes tomorrow.",
        r"a^*=\frac{\delta K}{1-\delta(1-K)},\quad K=\frac P{P+r},\ P=\tfrac12\big(q+\sqrt{q^2+4qr}\big)",
        "Holmström 1999, REStud (memory)",
    ),
    "cost_sharing_auction": About(
        "Shared cost, auctioned",
        "The purchaser bears a share of the realized cost; the contract is put to tender.",
        r"\mathrm E\,p=\tfrac1{n+1}+\tfrac{1-\alpha}{n+1}-\tfrac\kappa2(1-\alpha^2),\quad \alpha^*=\frac1{\kappa(n+1)}",
        "McAfee & McMillan 1986, RAND J. 17(3); Laffont & Tirole 1987 (memory)",
    ),
    "yardstick_competition": About(
        "Yardsticks",
        "Paying for output relative to another provider's filters out common luck.",
        r"\gamma=\frac{\sigma_c^2}{\sigma_c^2+\sigma_\varepsilon^2},\quad \beta=\frac1{1+rk\sigma^2(1-\gamma^2)}",
        "Holmström 1982; Shleifer 1985 (memory)",
    ),
    "selection_noisy_quality": About(
        "Choosing by price and a noisy score",
        "Quality and cost are correlated: the lowest price selects low quality.",
        r"\mathrm E\,q=\mu_q+\frac{w\sigma_q^2-\rho\sigma_q\sigma_c}{\operatorname{sd}(S)}m_n",
        "derived (concomitants of order statistics, David & Nagaraja)",
    ),
    "signalling_certification": About(
        "Certificates as signals",
        "A certificate costs the able less: it tells them apart if it is demanding enough.",
        r"y^*=(w_H-w_L)a_L",
        "Spence 1973; Riley 1979 (memory)",
    ),
    "belief_pooling": About(
        "Beliefs, own and shared",
        "m purchasers with k signals each, shared or not; the one believed best is chosen and disappoints.",
        r"\operatorname{Var}=(s_0^{-2}+mk\,s_\varepsilon^{-2})^{-1},\quad \mathrm E\,q=s_0\sqrt{\text{gain}}\;m_n",
        "DeGroot 1970; selection derived",
    ),
    "beta_binomial_compliance": About(
        "Learning whether promises are kept",
        "Inspections find compliance or not; belief is Beta.",
        r"\mathrm{Beta}(a+x,b+n-x)",
        "DeGroot 1970",
    ),
    "ranking_accuracy": About(
        "Committees and records",
        "How often a committee, or a record of past contracts, names the better of two.",
        r"\Phi\Big(\frac{g\sqrt J}{\sigma\sqrt2}\Big);\quad \text{sums of binomial products}",
        "derived",
    ),
    "trimmed_panel": About(
        "Dropping the highest and the lowest mark",
        "Trimming costs precision where jurors err normally.",
        r"\operatorname{Var}=\tfrac1J+\frac{\operatorname{Var}(X_{(1)}+X_{(J)}-2\bar X)}{(J-2)^2}",
        "order statistics (David & Nagaraja)",
    ),
    "gittins_index": About(
        "Trying the unproven",
        "The known success rate at which trying an unproven provider is just worth it.",
        r"\nu(a,b)=\sup_\tau\frac{\mathrm E\sum_{t<\tau}\gamma^tX_t}{\mathrm E\sum_{t<\tau}\gamma^t}",
        "Gittins 1979, 1989",
    ),
    "renewal_threshold": About(
        "Renewal by a threshold",
        "A contract is renewed if the mean of k signals is high enough.",
        r"P=1-\Phi(\tau/s_m),\quad \mathrm E[q\mid\text{renewed}]=\frac{s_0^2}{s_m}\frac{\varphi(\tau/s_m)}{P}",
        "truncated normal selection; derived",
    ),
    "belief_calibration_under_selection": About(
        "Beliefs stay calibrated",
        "However the provider is chosen, a Bayesian belief is right on average; a simple mean of results is not.",
        r"\mathrm E[q-m]=0,\quad \mathrm E[(q-m)^2]=\mathrm E\,P,\quad \mathrm E[m(q-m)]=0",
        "Bayes' rule; derived",
    ),
    "learning_curve": About(
        "Learning and forgetting",
        "Unit cost falls with experience, and experience fades.",
        r"c=c_1E^{-b},\ b=-\log_2PR,\quad E_{t+1}=(1-\delta_E)E_t+q",
        "Wright 1936; Argote & Epple 1990; Benkard 2000",
    ),
    "experience_lock_in": About(
        "Lock-in by experience",
        "Identical providers: the first winner wins for good; rotation keeps alternatives and costs more.",
        r"\sum_{k\le T}c(k)\ \text{against}\ \sum_{t<T}c(1+\lfloor t/n\rfloor)",
        "Lewis & Yildirim 2002, RAND J.",
    ),
    "self_reinforcing_awards": About(
        "Success breeds success",
        "Awards are drawn with weights that grow by past awards.",
        r"\mathrm E\,HHI\to\frac{1+a}{1+na}",
        "Eggenberger & Polya 1923; Arthur 1989",
    ),
    "stochastic_learning_race": About(
        "A learning race",
        "Two providers; cost falls with contracts won; the cheaper one wins more often.",
        r"P=\frac1{1+e^{-\lambda(c_2-c_1)}},\quad \text{recursion over wins}",
        "derived; Besanko, Doraszelski, Kryukov & Satterthwaite 2010",
    ),
    "learning_duopoly_equilibrium": About(
        "Prices in a learning duopoly",
        "Firms price below today's best to learn before the other does: Markov-perfect equilibrium.",
        r"p_i=\frac\sigma{1-D_i}+c_i-\beta(V_{\text{win}}-V_{\text{lose}})",
        "Cabral & Riordan 1994; Besanko et al. 2010, Econometrica",
    ),
    "logit_choice": About(
        "Citizens choose",
        "Every citizen takes the provider with the highest utility, tastes included.",
        r"s_j=\frac{e^{u_j/\mu}}{\sum e^{u/\mu}},\quad \mathrm E\max=\mu\ln\sum e^{u/\mu}+\mu\gamma",
        "McFadden 1974; Small & Rosen 1981",
    ),
    "capacity_rationing": About(
        "Too few places",
        "Demand above capacity is turned away.",
        r"\mathrm E\min(D,K)",
        "elementary",
    ),
    "trust_dynamics": About(
        "Trust",
        "Trust grows with success and falls, faster, with failure.",
        r"\bar T=\frac{p\eta_+}{p\eta_++(1-p)\eta_-}",
        "derived; asymmetry after Slovic 1993",
    ),
    "selective_feedback": About(
        "Who speaks up",
        "The dissatisfied report more often: what is heard is biased.",
        r"\text{bias}=\frac{(r_H-r_L)\,\varphi(\tau-\mu)}{r_L\Phi(\tau-\mu)+r_H(1-\Phi(\tau-\mu))}",
        "derived",
    ),
    "switching_citizens": About(
        "Exit",
        "Dissatisfied clients choose anew.",
        r"\pi_j\propto a_j/d_j",
        "Markov chain; Hirschman 1970",
    ),
    "inequality_indices": About(
        "Indices of inequality",
        "Gini, Theil and Herfindahl of arrays and laws.",
        r"G=\frac{\mathrm E|X-X'|}{2\mu},\quad T=\mathrm E\,\tfrac X\mu\ln\tfrac X\mu",
        "Cowell 2011",
    ),
    "entry_exit_steady_state": About(
        "How many organizations",
        "Founders arrive at a rate, each organization leaves with a probability.",
        r"N\sim\mathrm{Poisson}(\lambda/x)",
        "discrete analogue of M/M/infinity; derived",
    ),
    "concentration_symmetric": About(
        "Concentration by chance",
        "Equal organizations, independent costs: how concentrated are contracts anyway?",
        r"\mathrm E\,HHI=\tfrac1n+\frac{1-1/n}T",
        "elementary",
    ),
    "survival_gamblers_ruin": About(
        "Reserves and ruin",
        "Cash rises or falls by one; at nothing the organization closes.",
        r"P(\text{ruin})=\Big(\frac{1-p}p\Big)^k",
        "Feller, vol. 1, ch. XIV",
    ),
    "accounting_identities": About(
        "Accounts that close",
        "Money, places and people are conserved in every month of every run.",
        r"\text{ten identities, each with imbalance }0",
        "stock-flow consistency",
    ),
    "drought_exit": About(
        "Too long without a contract",
        "An organization closes after K lost tenders in a row.",
        r"\mathrm E[\text{life}]=\frac{1-(1-p)^K}{p(1-p)^K}",
        "runs (Feller)",
    ),
}
