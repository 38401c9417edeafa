"""What corruption_test.py plants in declarations and statements, and the declaration it needs there.
"""

from yidi_demo import BEIJING, HAINAN

ONE_PAYMENT = ("setl_id = (SELECT min(setl_id) FROM settlement"
               " WHERE kind = 'payment' AND state = 'settled')")

# A name, the check that must find it, the node, and a statement.
REGISTERS = (
    ("a settlement on another day's statement", "statement_day", HAINAN,
     f"UPDATE settlement SET stmt_date = '2020-01-01' WHERE {ONE_PAYMENT}"),
    ("a settlement on no statement", "statement_day", HAINAN,
     f"UPDATE settlement SET stmt_date = NULL WHERE {ONE_PAYMENT}"),
    ("an approval that ended behind its declaration's back", "declaration", BEIJING,
     "UPDATE disease_approval SET state = 'withdrawn' WHERE trt_dcla_detl_sn <> ''"),
    ("a declaration that is gone", "declaration", BEIJING, "DELETE FROM declaration"),
    ("a declaration its institution does not know of", "declaration", HAINAN,
     "DELETE FROM sent_declaration"),
)


def declare_something(hospital, person):
    """A chronic disease of a person of Beijing, declared by a hospital of Hainan."""
    hospital.must("2503", {"data": {
        "psn_no": person.psn_no, "insutype": person.insutype, "opsp_dise_code": "M03900",
        "opsp_dise_name": "高血压", "insu_optins": person.place,
        "ide_fixmedins_no": hospital.code, "ide_fixmedins_name": "测试医院",
        "hosp_ide_date": "2026-01-01", "diag_dr_codg": "D1", "diag_dr_name": "医师",
        "begndate": "2026-01-01"}}, None, person.place)
