"""Print the most connected names of each type in a graph, by the number of papers that mention them.

usage: python benchmarks/top_names.py GRAPH [NAMES] > graphs/corpus-names.tsv
"""

from __future__ import annotations

import sys
from collections import Counter

import kg

QUERY = """
SELECT ?type ?name ?papers WHERE {
  { SELECT ?concept (COUNT(?paper) AS ?papers) WHERE { ?paper cg:mentions ?concept } GROUP BY ?concept }
  ?concept a ?type ; skos:prefLabel ?name .
  FILTER(?type IN (cg:Method, cg:Dataset, cg:Metric, cg:Task))
} ORDER BY ?type DESC(?papers) ?name
"""


def main() -> None:
    graph = kg.load(sys.argv[1])
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    print("# The names that most papers of the corpus mention, for each type; benchmarks/top_names.py prints them.")
    print("type\trank\tname\tpapers")
    ranks: Counter[str] = Counter()
    for row in graph.query(QUERY).to_dicts():
        kind = str(row["type"]).rpartition("#")[2].rpartition(":")[2]
        ranks[kind] += 1
        if ranks[kind] <= most:
            print(kind, ranks[kind], row["name"], row["papers"], sep="\t")


if __name__ == "__main__":
    main()
