"""The demo accounts of the contract: {user name: (group, title)}."""

from commune.access import roles

PASSWORD = "xaso-demo-2026"  # noqa: S105

ACCOUNTS = {
    "ungcuu": (roles.RESPONDERS, "Thành viên tổ ứng cứu"),
    "truongungcuu": (roles.RESPONSE_LEADS, "Tổ trưởng ứng cứu"),
    "giangvien": (roles.TRAINERS, "Giảng viên"),
    "quanlylop": (roles.TRAINING_MANAGERS, "Cán bộ quản lý lớp"),
    "bientap": (roles.EDITORS, "Biên tập viên"),
    "duyetbai": (roles.CHIEF_EDITORS, "Trưởng ban biên tập"),
    "truccanhbao": (roles.WARNING_OFFICERS, "Cán bộ trực cảnh báo"),
    "totruong": (roles.COMMUNITY_TEAMS, "Tổ trưởng tổ công nghệ số"),
    "lanhdao": (roles.LEADERSHIP, "Lãnh đạo xã"),
    "quantri": (roles.ADMINISTRATORS, "Quản trị hệ thống"),
}
