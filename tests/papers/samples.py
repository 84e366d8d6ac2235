"""One sample of each kind of paper, with fixed values, as the pictures show them."""

from datetime import date

from cms.channels import poster
from cms.procedures import paper as procedures
from commune.papers.description import Head, Paper
from incidents.reports import quick_report
from training.certificates import paper as certificate
from training.reports import attendance_sheet, results

AUTHORITY = "Ủy ban nhân dân xã Như Xuân"
HEAD = Head(issuer=("Ủy ban nhân dân", "xã Như Xuân"), place="Như Xuân", year=2026)
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Lò", "Vi", "Hà", "Quách", "Bùi", "Lương")
MIDDLE = ("Thị", "Văn", "Đức", "Thị Ngọc", "Hữu")
GIVEN = ("Hường", "Dũng", "Ỷ", "Thưởng", "Mỵ", "Đậu", "Quỳnh", "Toản", "Nhiễu", "Kỳ")


def name(number: int) -> str:
    """Return the n-th invented name; the first hundred differ."""
    family = FAMILY[number % 10]
    return f"{family} {MIDDLE[number % 5]} {GIVEN[(number // 10 + number) % 10]}"


def quick(**changed) -> Paper:
    values = {
        "ref": "SC-2026-0007",
        "tlp": "AMBER",
        "kinds": (
            ("Báo cáo ngay", False),
            ("Thông báo ban đầu (trong 24 giờ)", True),
            ("Báo cáo 72 giờ", False),
            ("Cập nhật số ……", False),
            ("Kết thúc", False),
        ),
        "contact": "Tổ trưởng Tổ ứng cứu sự cố",
        "detected_at": "24/11/2026 08:15",
        "category": "Lừa đảo, giả mạo",
        "channel": "Điện thoại",
        "summary": (
            "Nhiều người dân Thôn 05 (mẫu) nhận cuộc gọi tự xưng cán bộ xã, yêu cầu "
            "cài ứng dụng giả để “đồng bộ căn cước”. Hai người đã cài và mất "
            "12.500.000 đồng."
        ),
        "severity": "P2 - Cao.",
        "scope": ("Khoảng 40 người đã nhận cuộc gọi.", "Địa bàn: Thôn 05 (mẫu)."),
        "personal_data": "Nghi ngờ: họ tên, số điện thoại.",
        "measures": (
            "Phát cảnh báo trên loa và trang thông tin của xã.",
            "Hướng dẫn hai người bị hại khóa tài khoản, trình báo công an.",
        ),
        "indicators": (
            ("Địa chỉ trang", "hxxps[://]dongbo-cancuoc[.]example/tai-ve"),
            ("Số điện thoại", "024 0000 0000"),
            (
                "Mã băm",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            ),
        ),
    }
    values = quick_report.QuickReport(**(values | changed))
    head = Head(issuer=HEAD.issuer, place=HEAD.place, symbol="BC-UBND", year=2026)
    return quick_report.paper(
        values,
        head=head,
        authority=AUTHORITY,
        to=("Lực lượng chuyên trách bảo vệ an ninh mạng, Công an tỉnh",),
    )


def sheet_values(count: int = 18, meetings: int = 3):
    marks = ("present", "present", "late", "present", "absent", "excused")
    return attendance_sheet.AttendanceSheet(
        title="Kỹ năng số cơ bản",
        code="KNS-2026-03",
        when="14 giờ 00 đến 16 giờ 30, từ ngày 01/12/2026 đến ngày 05/12/2026",
        place="Nhà văn hóa Thôn 03 (mẫu)",
        trainer="Giảng viên (mẫu)",
        meetings=tuple(
            attendance_sheet.Meeting(no, f"{no:02d}/12")
            for no in range(1, meetings + 1)
        ),
        learners=tuple(
            attendance_sheet.Learner(
                name(n),
                "female" if n % 3 else "male",
                1950 + n % 50,
                f"Thôn {n % 21 + 1:02d} (mẫu)",
                f"024 0000 {n:04d}",
                {m: marks[(n + m) % 6] for m in range(1, meetings + 1)},
            )
            for n in range(count)
        ),
    )


def sheet(count: int = 18, *, filled: bool = False, meetings: int = 3) -> Paper:
    return attendance_sheet.paper(
        sheet_values(count, meetings), head=HEAD, authority=AUTHORITY, filled=filled
    )


def result_list(count: int = 40) -> Paper:
    values = results.ResultList(
        title="Kỹ năng số cơ bản",
        code="KNS-2026-03",
        when="từ ngày 01/12/2026 đến ngày 05/12/2026",
        session_count=5,
        results=tuple(
            results.Result(
                name(n), 1950 + n % 50, f"Thôn {n % 21 + 1:02d} (mẫu)", n % 6, n % 6 > 3
            )
            for n in range(count)
        ),
    )
    return results.paper(values, head=HEAD)


def a_certificate(number: int = 5, *, draft: bool = False) -> Paper:
    values = certificate.Certificate(
        name=name(number),
        birth_year=1968,
        unit="Thôn 03 (mẫu)",
        course="Kỹ năng số cơ bản cho người dân",
        begun_on=date(2026, 12, 1),
        ended_on=date(2026, 12, 5),
        length="15 tiết (5 buổi)",
        result="Hoàn thành",
        check_address=f"https://xa-mau.example/chung-nhan/7K3MQ9XD{number:04d}/",
        decision="31/QĐ-UBND ngày 20/11/2026",
        number=number,
        issued_on=date(2027, 1, 5),
    )
    return certificate.paper(values, head=HEAD, draft=draft)


def a_poster(**changed) -> Paper:
    values = {
        "level": "Cảnh báo khẩn",
        "title": "Giả danh cán bộ xã để cài ứng dụng độc hại",
        "message": (
            "Kẻ gian gọi điện tự xưng cán bộ xã, yêu cầu cài ứng dụng để “đồng bộ căn "
            "cước”. Hai người ở Thôn 05 (mẫu) đã mất tiền."
        ),
        "do": (
            "Tắt máy.",
            "Gọi lại số của xã để hỏi.",
            "Báo cho tổ công nghệ số thôn.",
        ),
        "dont": ("Không cài ứng dụng do người lạ gửi.", "Không đọc mã OTP cho ai."),
        "hotline": "0237 0000 000",
        "address": "https://xa-mau.example/canh-bao/gia-danh-can-bo-xa/",
        "authority": AUTHORITY,
        "ends": "17 giờ 00 ngày 05/12/2026",
        "phone": "0237 0000 000",
    }
    return poster.paper(poster.Poster(**(values | changed)))


def procedure_list(count: int = 40) -> Paper:
    rows = tuple(
        procedures.Procedure(
            f"1.{n:06d}",
            "Đăng ký khai sinh kết hợp đăng ký thường trú, cấp thẻ bảo hiểm y tế cho "
            f"trẻ em dưới 6 tuổi, trường hợp {n}",
            "Hộ tịch" if n % 2 else "Bảo trợ xã hội, người có công",
            f"{n % 20 + 1} ngày làm việc",
            "Toàn trình" if n % 2 else "Một phần",
        )
        for n in range(count)
    )
    return procedures.paper(rows, head=HEAD)


KINDS = {
    "quick-report": quick,
    "attendance-empty": sheet,
    "attendance-filled": lambda: sheet(filled=True),
    "results": result_list,
    "certificate": a_certificate,
    "poster": a_poster,
    "procedures": procedure_list,
}
