"""What a scholar sets: every parameter of a scenario, by subject, with unit, domain, meaning, source and tested range in its line.

``scenario`` holds a world, policies and months; ``world`` holds everything a policy cannot change; ``policy`` holds ``levers`` and
``changes``; ``rule_set`` is a place's law. A parameter is declared here, its Chinese stands in ``gpssim.scenario.texts`` in the file
of the same name, and tables, schema and sampling of :mod:`gpssim.scenario` find it by themselves.
"""
