#include "store/record_table_impl.hpp"

namespace yidi::store {

template class RecordTable<model::Person>;
template class RecordTable<model::Enrolment>;
template class RecordTable<model::Filing>;
template class RecordTable<model::DiseaseApproval>;
template class RecordTable<model::Declaration>;
template class RecordTable<model::Referral>;
template class RecordTable<model::DiseaseCertificate>;
template class RecordTable<model::Designation>;
template class RecordTable<model::Injury>;
template class RecordTable<model::YearAccumulator>;
template class RecordTable<model::Claim>;
template class RecordTable<model::ClaimLaterYear>;
template class RecordTable<model::QuotaWindow>;
template class RecordTable<model::ClaimQuota>;
template class RecordTable<model::PolicyRelease>;

}  // namespace yidi::store
