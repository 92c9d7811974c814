"""Forming teams: exact, staged, reproducible, explained. Pure Python with numpy and scipy; no database.

What to take from where (nothing is imported here, so that a command that needs little starts quickly):

    from bridgework.core.formation.validating import read_round, FaultyRound
        read_round(document) -> Round; FaultyRound.faults: every Fault(place, what)
    from bridgework.core.formation.rounds import Round, Rules, Question, Applicant
        round_.wanted: questions by ranking points; round_.document: the ROUND as given
    from bridgework.core.formation.canonical import input_sha256, commitment, completed_seed, ticket
        publish input_sha256(document) and commitment(secret) before, seed=completed_seed(secret, public_value) later
    from bridgework.core.formation.solving import solve, preview, Progress, Stopped
        solve(round_, time_limit=None, progress=None, is_cancelled=None) -> Allocation; preview(round_) within a second
    from bridgework.core.formation.allocations import Allocation, Team, Stage, read_allocation, allocation_of
        .teams .unplaced .profile .stages .question_of .as_json() .result_sha256
    from bridgework.core.formation.checking import breaches
        breaches(round_document, allocation_document) -> every Breach(rule, what, question, people), empty where sound
    from bridgework.core.formation.second import confirm       (needs the extra "second-solver")
        confirm(round_) -> Allocation by CP-SAT; its result_sha256 has to be the same
    from bridgework.core.formation.explaining import explain
        explain(round_, allocation, applicant) -> Explanation: .better (each a Missed with .reason and .sentence)
    from bridgework.core.formation.nearest import what_would_change
        what_would_change(round_, allocation, question) -> NearestMiss with .sentence
    from bridgework.core.formation.moving import price_of_move, repair
        price_of_move(round_, allocation, applicant, to) -> Price: .stages before and after, .breaches, .allocation
        repair(round_, allocation, leaving=[...]) -> (Round, Allocation), fewest moved first
    from bridgework.core.formation.changing import without_applicants, with_question, with_rules, with_previous, locked
        each takes a document and gives a changed copy, for what-if: solve(read_round(changed))
    from bridgework.core.formation.relaxing import relax
        relax(round_) -> Relaxation: the fewest rules to relax, each with its effect; never an error
    from bridgework.core.formation.comparing import compare
        compare(first, second, ...) -> Comparison
    from bridgework.core.formation.readers import read_round_file
        read_round_file(name, text) -> ROUND document from .json, .csv, .soc, .soi
    from bridgework.core.formation.schema import round_schema, allocation_schema

`Allocation`s are not tied to a database: keep `round_.document`, `allocation.as_json()` and the two hashes.
"""
