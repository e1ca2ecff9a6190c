"""The cheapest tree that the numbered paragraphs of a document allow.

Each candidate is placed somewhere in the tree that is open at its place, or taken for running text. What a placement
costs depends on the numbering it continues or opens and on the schemes above and beside it (`costs.toml`); the search
keeps several partial trees side by side, so that a later heading can still decide how an earlier one is read. It is
linear in the number of candidates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trichluc.extract.sections.candidates import Break, Candidate, Reading
from trichluc.extract.sections.costs import Costs
from trichluc.extract.sections.numerals import STEP
from trichluc.extract.sections.schemes import Scheme


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate in its place in the stack of open sections and breaks. `reading` indexes its readings."""

    candidate: Candidate
    reading: int
    depth: int


_Node = tuple[int, int, tuple[int, ...], bool]
"""An open section: index of its scheme, step, key, and whether it is the only one of its numbering so far."""
_BREAK = -1
_BARRIER: _Node = (_BREAK, 0, (), False)
"""Stands in the stack for a break: what comes after it is another text, until the numbering before it goes on."""
_Trail = tuple["_Trail", Candidate | Break, int, int] | None
"""How a tree came about: what was before, the candidate with its reading and depth, or the break."""
_Option = tuple[float, "_Tree", int, int]
"""What a tree would cost with a candidate in one of its readings at a depth."""


class _Tree:
    """A partial tree: its open sections, the last number of each scheme, the pairs of schemes met, and its cost."""

    __slots__ = ("cost", "last", "pairs", "stack", "trail")

    def __init__(
        self, cost: float, stack: tuple[_Node, ...], last: dict[int, int], pairs: frozenset[int], trail: _Trail
    ) -> None:
        self.cost = cost
        self.stack = stack
        self.last = last
        self.pairs = pairs
        self.trail = trail


def solve(events: Iterable[Candidate | Break], schemes: tuple[Scheme, ...], costs: Costs) -> list[Placed | Break]:
    """The accepted candidates in their places, and the breaks, in order.

    The stack in which places are counted holds the open sections from outer to inner. A break stands in it like a
    section, on top of those that were open; a second break takes the place of the first, and one before all sections
    leaves no trace.
    """
    solver = _Solver(schemes, costs)
    trees = [_Tree(0.0, (), {}, frozenset(), None)]
    for event in events:
        trees = solver.broken(trees, event) if isinstance(event, Break) else solver.placed(trees, event)
    best = min(trees, key=lambda tree: tree.cost + solver.left_single(tree.stack, 0))
    return list(_unwound(best.trail))[::-1]


def _unwound(trail: _Trail) -> Iterator[Placed | Break]:
    while trail is not None:
        trail, event, reading, depth = trail
        yield event if isinstance(event, Break) else Placed(event, reading, depth)


def barrier_at(stack: tuple[_Node, ...]) -> int:
    """The place of the break in the stack; -1 where there is none."""
    for depth, node in enumerate(stack):
        if node[0] == _BREAK:
            return depth
    return -1


class _Solver:
    def __init__(self, schemes: tuple[Scheme, ...], costs: Costs) -> None:
        self._costs = costs
        self._ranks = tuple(scheme.rank for scheme in schemes)

    def broken(self, trees: list[_Tree], event: Break) -> list[_Tree]:
        """After the end of a body or the beginning of an annex."""
        found: list[_Tree] = []
        for tree in trees:
            barrier = barrier_at(tree.stack)
            below = tree.stack if barrier < 0 else tree.stack[:barrier]
            cost = tree.cost + self.left_single(tree.stack, barrier + 1)
            trail = (tree.trail, event, 0, 0)
            found.append(_Tree(cost, (*below, _BARRIER) if below else (), {}, tree.pairs, trail))
        return self._pruned(found)

    def placed(self, trees: list[_Tree], candidate: Candidate) -> list[_Tree]:
        """After a candidate: every tree with the candidate in each fitting place, and without it."""
        found: list[_Tree] = []
        options: list[_Option] = []
        for tree in trees:
            tight = self._tight(tree, candidate) if candidate.plain else None
            if tight:
                found.append(tight)
            else:
                options += self._options(tree, candidate)
                tree.cost += candidate.refuse
                found.append(tree)
        if len(found) == 1 and not options:
            return found
        dearest = min([tree.cost for tree in found] + [option[0] for option in options]) + self._costs.margin
        found = [tree for tree in found if tree.cost <= dearest]
        found += [self._with(tree, candidate, at, depth, cost) for cost, tree, at, depth in options if cost <= dearest]
        return found if len(found) == 1 else self._pruned(found)

    def _options(self, tree: _Tree, candidate: Candidate) -> list[_Option]:
        found: list[_Option] = []
        barrier = barrier_at(tree.stack)
        for at, reading in enumerate(candidate.readings):
            base = tree.cost + reading.cost
            for depth in range(min(len(tree.stack) + 1, int(self._costs.depth))):
                cost = base + self._place(tree, reading, depth) + self.left_single(tree.stack, depth + 1)
                found.append((cost if depth > barrier else cost + self._costs.boundary_kept, tree, at, depth))
        return found

    def _tight(self, tree: _Tree, candidate: Candidate) -> _Tree | None:
        """The tree with the candidate in the one place where it plainly belongs, if there is one."""
        found: tuple[int, int] | None = None
        for at in candidate.plain:
            depth = self._fitting(tree, candidate.readings[at])
            if depth is not None:
                if found is not None:
                    return None
                found = at, depth
        if found is None:
            return None
        at, depth = found
        opens = not depth or tree.stack[depth - 1][0] == _BREAK
        if opens and len(candidate.plain) < len(candidate.readings):
            return None
        cost = 0.0 if opens else self._pair(tree, depth, candidate.readings[at].scheme)
        return self._with(tree, candidate, at, depth, tree.cost + cost)

    def _fitting(self, tree: _Tree, reading: Reading) -> int | None:
        """The depth at which a reading continues the only numbering of its scheme, or opens one below all others."""
        scheme, numeral, stack = reading.scheme, reading.numeral, tree.stack
        index, fitting = scheme.index, None
        for depth, node in enumerate(stack):
            if node[0] == _BREAK:
                fitting = None
            elif node[0] == index:
                if fitting is not None:
                    return None
                fitting = depth
        if fitting is not None:
            _, step, key, _ = stack[fitting]
            follows = key[:-1] == numeral.key[:-1] and not self._next(step, numeral.step)
            return fitting if follows else None
        if self._first(tree, scheme, numeral.step):
            return None
        if not stack or stack[-1][0] == _BREAK:
            return None if scheme.dotted else len(stack)
        above = stack[-1]
        below = above[2] == numeral.key[:-1] if scheme.dotted else self._ranks[above[0]] < scheme.rank
        return len(stack) if below else None

    def _with(self, tree: _Tree, candidate: Candidate, at: int, depth: int, cost: float) -> _Tree:
        reading = candidate.readings[at]
        index, numeral, stack, pairs = reading.scheme.index, reading.numeral, tree.stack, tree.pairs
        alone = depth >= len(stack) or stack[depth][0] != index
        if depth and stack[depth - 1][0] != _BREAK:
            pair = stack[depth - 1][0] * STEP + index
            if pair not in pairs:
                pairs |= {pair}
        last = tree.last.copy()
        last[index] = numeral.step // STEP
        node = (index, numeral.step, numeral.key, alone)
        return _Tree(cost, (*stack[:depth], node), last, pairs, (tree.trail, candidate, at, depth))

    def left_single(self, stack: tuple[_Node, ...], depth: int) -> float:
        """What numberings cost that close with their first number."""
        alone = 0
        for node in stack[depth:]:
            alone += node[3]
        return self._costs.single * alone

    def _place(self, tree: _Tree, reading: Reading, depth: int) -> float:
        """What it costs to put a reading at a depth, beside or below what is open there."""
        stack, scheme, numeral = tree.stack, reading.scheme, reading.numeral
        beside = stack[depth] if depth < len(stack) and stack[depth][0] != _BREAK else None
        if beside is None or beside[0] != scheme.index:
            cost = self._first(tree, scheme, numeral.step) + self._below(tree, reading, depth)
            cost += self._costs.repaired_first if numeral.repaired else 0.0
            return cost + (self._mixed(tree, scheme, depth) if beside else 0.0)
        if not scheme.dotted or beside[2][:-1] == numeral.key[:-1]:
            return self._next(beside[1], numeral.step, reading.anew)
        cost = self._costs.orphan_next if len(beside[2]) == len(numeral.key) else self._costs.mixed
        return cost + self._first(tree, scheme, numeral.step)

    def _mixed(self, tree: _Tree, scheme: Scheme, depth: int) -> float:
        """What it costs that a scheme stands beside another one."""
        known = depth and tree.stack[depth - 1][0] * STEP + scheme.index in tree.pairs
        return self._costs.mixed_known if known else self._costs.mixed

    def _next(self, before: int, step: int, anew: bool = False) -> float:
        """What it costs that one numeral follows another, `anew` below a heading without number."""
        number, last = step // STEP, before // STEP
        if number == last + 1 or (number == last and step > before):
            return 0.0
        if number == 1 and anew:
            return self._costs.anew
        if step == before:
            return self._costs.again
        if number > last:
            return self._costs.gap + self._costs.gap_more * min(number - last - 2, 10)
        return self._costs.restart if number == 1 else self._costs.backwards

    def _first(self, tree: _Tree, scheme: Scheme, step: int) -> float:
        """What it costs that a numbering opens with a numeral."""
        number = step // STEP
        if number == 1:
            return 0.0
        if tree.last.get(scheme.index) == number - 1:
            return 0.0 if scheme.counts_on else self._costs.carried_on
        return self._costs.second_first if number == 2 else self._costs.late_first

    def _below(self, tree: _Tree, reading: Reading, depth: int) -> float:
        """What it costs that a scheme stands under the section that is open above it."""
        if not reading.scheme.dotted:
            return self._pair(tree, depth, reading.scheme) + self._itself(tree, depth, reading.scheme) if depth else 0.0
        if not depth:
            return self._costs.orphan
        if tree.stack[depth - 1][2] == reading.numeral.key[:-1]:
            return 0.0
        return self._costs.orphan + self._pair(tree, depth, reading.scheme)

    def _itself(self, tree: _Tree, depth: int, scheme: Scheme) -> float:
        """What it costs that a scheme stands below itself."""
        above = 0
        for node in tree.stack[:depth]:
            above = 0 if node[0] == _BREAK else above + (node[0] == scheme.index)
        return (self._costs.named_inside if scheme.named else self._costs.inside_itself) * above

    def _pair(self, tree: _Tree, depth: int, scheme: Scheme) -> float:
        above = tree.stack[depth - 1][0]
        if above == _BREAK or above * STEP + scheme.index in tree.pairs:
            return 0.0
        excess = self._ranks[above] - scheme.rank
        if excess < 0:
            return self._costs.new_pair
        return self._costs.new_pair + (
            self._costs.close_rank if excess <= self._costs.rank_slack else self._costs.wrong_rank
        )

    def _pruned(self, trees: list[_Tree]) -> list[_Tree]:
        """The cheapest tree of each set of open sections, as many as may still win."""
        best: dict[tuple[_Node, ...], _Tree] = {}
        for tree in trees:
            known = best.get(tree.stack)
            if known is None or tree.cost < known.cost:
                best[tree.stack] = tree
        kept = sorted(best.values(), key=lambda tree: tree.cost)
        dearest = kept[0].cost + self._costs.margin
        return [tree for tree in kept[: int(self._costs.width)] if tree.cost <= dearest]
