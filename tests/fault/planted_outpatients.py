"""What corruption_test.py plants in charge batches, and the visit it needs there.
"""

from yidi_demo import HAINAN
from yidi_visit import Visit

# A name, the check that must find it, the node, and a statement.
OUTPATIENTS = (
    ("a charge batch that is not its lines", "charge_batch", HAINAN,
     "UPDATE charge_batch SET sums_inscp_scp_amt = sums_inscp_scp_amt + 1"),
    ("a charge batch that forgot its settlement", "charge_batch", HAINAN,
     "UPDATE charge_batch SET settled = '' WHERE settled <> ''"),
    ("a fee line moved to another charge batch", "settlement_lines", HAINAN,
     "UPDATE fee_line SET batch = 99 WHERE input_chrg_bchno = 'B1'"),
    ("an approval that was deleted", "record_missing", HAINAN, "DELETE FROM disease_approval"),
)


def treat_outpatient(hospital, person):
    """A visit for a chronic disease: one batch settled, one refunded, one open."""
    visit = Visit(hospital, person).register().describe("14", dise_codg="M03900")
    visit.upload(*(visit.line("1000", batch=batch) for batch in ("B1", "B2", "B3")))
    visit.settle("B1", med_type="14")
    visit.reverse(visit.settle("B2", med_type="14")["setl_id"])
