"""Make one class with its seats in the drill's database; print nothing."""

import sys

import django


def main(slug: str, seat_count: int, wait_capacity: int) -> None:
    django.setup()
    from django.core.management import call_command

    from commune.models import Village
    from training import seats
    from training.models import ClassState, Course, TrainingClass

    call_command("createcachetable", database="shared", verbosity=0)
    Village.objects.get_or_create(code="TH01", defaults={"name": "Thôn 01 (mẫu)"})
    course = Course.objects.create(code=slug, title="Lớp đua", session_count=1)
    training_class = TrainingClass.objects.create(
        code=slug,
        slug=slug,
        title="Lớp đua (mẫu)",
        course=course,
        state=ClassState.OPEN,
        wait_capacity=wait_capacity,
    )
    seats.set_capacity(training_class.pk, seat_count, actor=None, reason="drill")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
