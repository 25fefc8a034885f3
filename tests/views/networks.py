"""Networks of the form that `kg.network.to_networkx` gives, made by hand: true facts, our own words."""

from __future__ import annotations

from random import Random

import networkx as nx

NAMES = {
    "method/adm": ("Method", "ADM", "ablated diffusion model"),
    "method/bert": ("Method", "BERT", "Bidirectional Encoder Representations from Transformers"),
    "method/convnext": ("Method", "ConvNeXt", ""),
    "method/dit": ("Method", "DiT", "Diffusion Transformer; DiT-XL/2"),
    "method/flashattention": ("Method", "FlashAttention", "Flash Attention"),
    "method/full-fine-tuning": ("Method", "full fine-tuning", ""),
    "method/gptq": ("Method", "GPTQ", ""),
    "method/lora": ("Method", "LoRA", "Low-Rank Adaptation"),
    "method/swin-transformer": ("Method", "Swin Transformer", "Swin"),
    "method/transformer": ("Method", "Transformer", "Transformers"),
    "method/var": ("Method", "VAR", "Visual AutoRegressive modeling"),
    "method/vision-transformer": ("Method", "Vision Transformer", "ViT"),
    "dataset/glue": ("Dataset", "GLUE", "General Language Understanding Evaluation"),
    "dataset/imagenet": ("Dataset", "ImageNet", "ImageNet-1K"),
    "dataset/imagenet-256x256": ("Dataset", "ImageNet 256x256", "ImageNet 256×256"),
    "dataset/wmt-2014-english-german": ("Dataset", "WMT 2014 English-German", ""),
    "metric/bleu": ("Metric", "BLEU", ""),
    "metric/fid": ("Metric", "FID", "Fréchet inception distance"),
    "metric/gpu-memory": ("Metric", "GPU memory", ""),
    "metric/top-1-accuracy": ("Metric", "top-1 accuracy", ""),
    "task/image-classification": ("Task", "image classification", ""),
    "task/image-generation": ("Task", "image generation", "image synthesis"),
    "task/machine-translation": ("Task", "machine translation", ""),
}
BETTER = {
    "metric/bleu": "higher",
    "metric/fid": "lower",
    "metric/gpu-memory": "lower",
    "metric/top-1-accuracy": "higher",
}
PAPERS = {
    "paper/1706.03762": ("Attention Is All You Need", "2017-06-12", "method/transformer"),
    "paper/2010.11929": ("An Image Is Worth 16x16 Words", "2020-10-22", "method/vision-transformer"),
    "paper/2103.14030": ("Swin Transformer", "2021-03-25", "method/swin-transformer"),
    "paper/2105.05233": ("Diffusion Models Beat GANs on Image Synthesis", "2021-05-11", "method/adm"),
    "paper/2106.09685": ("LoRA: Low-Rank Adaptation of Large Language Models", "2021-06-17", "method/lora"),
    "paper/2201.03545": ("A ConvNet for the 2020s", "2022-01-10", "method/convnext"),
    "paper/2205.14135": ("FlashAttention", "2022-05-27", "method/flashattention"),
    "paper/2210.17323": ("GPTQ", "2022-10-31", "method/gptq"),
    "paper/2212.09748": ("Scalable Diffusion Models with Transformers", "2022-12-19", "method/dit"),
    "paper/2404.02905": ("Visual Autoregressive Modeling", "2024-04-03", "method/var"),
}
RESULTS = [  # method, metric, data set, value, wording, unit, paper
    ("adm", "fid", "imagenet-256x256", 4.59, "4.59", "", "2105.05233"),
    ("dit", "fid", "imagenet-256x256", 2.27, "2.27", "", "2212.09748"),
    ("var", "fid", "imagenet-256x256", 1.80, "1.80", "", "2404.02905"),
    ("convnext", "top-1-accuracy", "imagenet", 87.8, "87.8%", "percent", "2201.03545"),
    ("swin-transformer", "top-1-accuracy", "imagenet", 87.3, "87.3%", "percent", "2103.14030"),
    ("vision-transformer", "top-1-accuracy", "imagenet", 88.55, "88.55%", "percent", "2010.11929"),
    ("transformer", "bleu", "wmt-2014-english-german", 28.4, "28.4", "", "1706.03762"),
]
TASKS = {
    "image-generation": ("adm", "dit", "var"),
    "image-classification": ("convnext", "swin-transformer", "vision-transformer"),
    "machine-translation": ("transformer",),
}


def sample_network(*, quotes: bool = True) -> nx.MultiDiGraph[str]:
    """Return a small network with every kind of claim."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, (kind, label, aliases) in NAMES.items():
        better = {"better": BETTER[name]} if name in BETTER else {}
        graph.add_node(name, type=kind, label=label, aliases=aliases, papers=1, **better)
    for paper, (title, date, method) in PAPERS.items():
        graph.add_node(paper, type="Paper", label=title, date=date)
        graph.nodes[method]["introduced_by"] = paper
        graph.add_edge(paper, method, key="introduces", predicate="introduces")
    for task, methods in TASKS.items():
        for method in methods:
            graph.add_edge(f"method/{method}", f"task/{task}", key="addresses", predicate="addresses")
    graph.add_edge("dataset/imagenet-256x256", "dataset/imagenet", key="broader", predicate="broader")
    graph.add_edge("method/bert", "method/transformer", key="outperforms", predicate="outperforms")
    for number, (method, metric, dataset, value, text, unit, paper) in enumerate(RESULTS):
        quote = f"{method} comes to {text} on {dataset}."
        source, target, by = f"method/{method}", f"dataset/{dataset}", f"paper/{paper}"
        slots = {"metric": f"metric/{metric}", "dataset": target, "value": value, "valueText": text, "unit": unit}
        add_claim(graph, source, target, f"result-{number}", "result", quote, paper=by, **slots)
        graph.add_edge(source, f"metric/{metric}", key="measuredBy", predicate="measuredBy")
    add_other_claims(graph)
    if not quotes:
        for _, _, attributes in graph.edges(data=True):
            attributes.pop("quote", None)
    return graph


def add_other_claims(graph: nx.MultiDiGraph[str]) -> None:
    """Add a change, a comparison and a setting."""
    memory = {
        "metric": "metric/gpu-memory",
        "value": 3.0,
        "valueText": "3 times",
        "unit": "times",
        "direction": "decrease",
    }
    quote = "Training with LoRA takes a third of the GPU memory of full fine-tuning."
    add_claim(
        graph, "method/lora", "method/full-fine-tuning", "change-0", "change", quote, paper="paper/2106.09685", **memory
    )
    better = {"predicate": "outperforms", "metric": "metric/fid", "paper": "paper/2212.09748"}
    add_claim(graph, "method/dit", "method/adm", "comparison-0", "comparison", "DiT does better than ADM.", **better)
    bits = {"metric": "precision", "value": 4.0, "valueText": "4 bits", "paper": "paper/2210.17323"}
    add_claim(graph, "method/gptq", "paper/2210.17323", "setting-0", "setting", "It keeps weights in 4 bits.", **bits)


def add_claim(
    graph: nx.MultiDiGraph[str], source: str, target: str, key: str, kind: str, quote: str, **slots: str | float
) -> None:
    """Add one claim as an edge."""
    graph.add_edge(source, target, key=key, kind=kind, rule=f"{kind}.by_hand", start=12, end=60, quote=quote, **slots)


def large_network(papers: int) -> nx.MultiDiGraph[str]:
    """Return a network shaped like a real one: few names in many papers, many names in one."""
    random = Random(7)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for kind, times in (("Method", 4), ("Dataset", 1), ("Metric", 1), ("Task", 1)):
        for number in range(papers * times):
            label = f"{('deep', 'sparse', 'gated', 'linear', 'masked')[number % 5]} {kind.lower()} {number}"
            graph.add_node(f"{kind.lower()}/{number}", type=kind, label=label, aliases=f"{kind[0]}{number}", papers=1)
    for number in range(papers):
        paper, own = f"paper/{number}", f"method/{papers + number}"
        graph.add_node(paper, type="Paper", label=f"On the use of method {number}", date="2025-01-11")
        method, dataset, metric, task = (
            f"{kind}/{min(int(random.paretovariate(0.7)) - 1, papers - 1)}"
            for kind in ("method", "dataset", "metric", "task")
        )
        for name in (own, method, dataset, metric, task):
            graph.add_edge(paper, name, key="mentions", predicate="mentions")
        graph.add_edge(own, task, key="addresses", predicate="addresses")
        value = round(random.uniform(40, 99), 1)
        slots = {"metric": metric, "dataset": dataset, "value": value, "valueText": f"{value}%", "paper": paper}
        add_claim(graph, own, dataset, f"result-{number}", "result", f"It reaches {value}% here.", **slots)
        better = {"predicate": "outperforms", "paper": paper}
        add_claim(graph, own, method, f"comparison-{number}", "comparison", "It does better than that.", **better)
    return graph
