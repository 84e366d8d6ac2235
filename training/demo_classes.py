"""What the demo's four classes are; days count from today."""

from dataclasses import dataclass
from datetime import time

from training.models import ClassState


@dataclass(frozen=True)
class DemoClass:
    code: str
    slug: str
    title: str
    course: str
    state: ClassState
    days: tuple[int, ...]
    starts: time
    ends: time
    place: str
    village: str
    seats: int
    people: int
    trainer: str = "giangvien"
    wait_capacity: int = 15
    is_for_the_village: bool = True
    has_odd_people: bool = False


CLASSES = (
    DemoClass(
        code="KNS-01",
        slug="ky-nang-so-thon-05",
        title="Kỹ năng số cơ bản, lớp Thôn 05",
        course="KNS-CB",
        state=ClassState.OPEN,
        days=(9, 11, 16, 18),
        starts=time(14),
        ends=time(16, 30),
        place="Nhà văn hóa Thôn 05 (mẫu)",
        village="TH05",
        seats=20,
        people=24,
    ),
    DemoClass(
        code="KNS-02",
        slug="ky-nang-so-thon-03",
        title="Kỹ năng số cơ bản, lớp buổi tối Thôn 03",
        course="KNS-CB",
        state=ClassState.OPEN,
        days=(12, 14, 19, 21),
        starts=time(19),
        ends=time(21, 15),
        place="Nhà văn hóa Thôn 03 (mẫu)",
        village="TH03",
        seats=25,
        people=9,
        has_odd_people=True,
    ),
    DemoClass(
        code="KNS-03",
        slug="ky-nang-so-thon-12",
        title="Kỹ năng số cơ bản, lớp Thôn 12",
        course="KNS-CB",
        state=ClassState.RUNNING,
        days=(-7, -4, 0, 3),
        starts=time(8),
        ends=time(10, 30),
        place="Nhà văn hóa Thôn 12 (mẫu)",
        village="TH12",
        seats=22,
        people=18,
    ),
    DemoClass(
        code="AI-01",
        slug="ai-cho-can-bo-dot-1",
        title="Ứng dụng AI cơ bản cho cán bộ, đợt 1",
        course="AI-CB",
        state=ClassState.FINISHED,
        days=(-30, -28, -25),
        starts=time(13, 30),
        ends=time(17),
        place="Hội trường Ủy ban nhân dân xã (mẫu)",
        village="TH01",
        seats=30,
        people=14,
        trainer="quanlylop",
        is_for_the_village=False,
    ),
)

# Labels, not people: the last word is what lists are sorted by.
GIVEN_NAMES = (
    "Ân", "An", "Ánh", "Anh", "Ấm", "Bảy", "Bình", "Bưởi", "Cam", "Chín", "Cúc",
    "Dung", "Dũng", "Đào", "Đông", "Gấm", "Hai", "Hạ", "Hường", "Huyền", "Kha",
    "Lài", "Lan", "Lành", "Mận", "Mười", "Na", "Năm", "Nhài", "Oanh", "Ổi",
    "Phượng", "Quế", "Quỳnh", "Sáu", "Sen", "Tám", "Tư", "Thu", "Thủy", "Út",
    "Ưởng", "Vân", "Xuân", "Yến", "Ỷ",
)  # fmt: skip
