"""Pages that open from disk with the network off: HTML, styles and scripts are in `templates/`."""

from kg.views.network_page import write_page

__all__ = ["write_page"]
