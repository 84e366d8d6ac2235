from wagtail.admin.ui.components import Component

from commune import registry


class CardsPanel(Component):
    """What waits for this account: the cards of the apps on the office start page."""

    name = "cards"
    order = 10
    template_name = "commune/desk/home_cards.html"

    def get_context_data(self, parent_context):
        return {"cards": registry.cards_for(parent_context["request"].user)}
