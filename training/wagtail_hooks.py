from wagtail import hooks

from training.desk.viewsets import TrainingGroup


@hooks.register("register_admin_viewset")
def register_training_viewsets():
    return TrainingGroup()
