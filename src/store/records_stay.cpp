#include "store/record_table_impl.hpp"

namespace yidi::store {

template class RecordTable<model::Institution>;
template class RecordTable<model::Department>;
template class RecordTable<model::Practitioner>;
template class RecordTable<model::SignIn>;
template class RecordTable<model::VisitMark>;
template class RecordTable<model::SentDeclaration>;
template class RecordTable<model::Encounter>;
template class RecordTable<model::Diagnosis>;
template class RecordTable<model::ChargeBatch>;
template class RecordTable<model::FeeLine>;

}  // namespace yidi::store
