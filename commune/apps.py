from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommuneConfig(AppConfig):
    name = "commune"
    verbose_name = _("Commune")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from commune import checks, conf, demo, mends, registry
        from commune.access import grants, idempotency, language, session_age
        from commune.desk import words
        from commune.grants import GRANTS
        from commune.rulebook import office
        from commune.work import cards

        grants.apply_when_migrated(self, GRANTS)
        office.fill_when_migrated(self)
        checks.register()
        mends.mend()
        words.put_right()
        session_age.connect()
        language.connect()
        registry.register_demo_loader("commune", demo.load, order=10)
        registry.register_card("health", cards.health_card, order=5)
        registry.register_card("inbox", cards.inbox_card, order=15)
        registry.register_card("rulebook", cards.rulebook_card, order=60)
        registry.register_card("by-hand", cards.by_hand_card, order=25)
        registry.register_due_work(
            "old-idempotency-keys",
            idempotency.forget_old_keys,
            every=timedelta(hours=1),
            label=_("Forget the keys of old requests"),
        )
        _register_outbox_work(registry)
        if conf.keeps_accounts():
            _register_accounts(registry)


def _register_outbox_work(registry) -> None:
    from commune.outbox import beats, retention, schedule

    hourly = timedelta(hours=1)
    for name, forget, label in [
        ("old-schedule-slots", schedule.forget_old_slots, _("Tidy up due work")),
        ("old-message-texts", retention.forget_texts, _("Empty old messages")),
        (
            "undecided-message-texts",
            retention.forget_undecided_texts,
            _("Empty messages that nobody decided on"),
        ),
        ("old-message-files", retention.forget_files, _("Delete old message files")),
        ("old-messages", retention.forget_rows, _("Delete very old messages")),
        ("old-worker-beats", beats.forget_old_beats, _("Tidy up workers")),
    ]:
        registry.register_due_work(name, forget, every=hourly, label=label)


def _register_accounts(registry) -> None:
    from allauth.account import signals

    from commune.accounts import links, login_log
    from commune.work import account_cards

    login_log.connect()
    for changed in (signals.password_changed, signals.password_reset):
        changed.connect(links.revoke_when_changed, dispatch_uid=f"links-{id(changed)}")
    registry.register_late_text(links.KEY, links.fill_mail)
    registry.register_card("factor-resets", account_cards.resets_card, order=6)
    registry.register_card("account-review", account_cards.review_card, order=40)
    registry.register_due_work(
        "old-login-log",
        login_log.forget_old,
        every=timedelta(hours=24),
        label=_("Delete old lines of the login log"),
    )
