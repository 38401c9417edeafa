#include "store/record_table_impl.hpp"

namespace yidi::store {

template class RecordTable<model::Person>;
template class RecordTable<model::Enrolment>;
template class RecordTable<model::Filing>;
template class RecordTable<model::YearAccumulator>;
template class RecordTable<model::Claim>;

}  // namespace yidi::store
