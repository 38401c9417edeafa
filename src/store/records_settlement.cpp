#include "store/record_table_impl.hpp"

namespace yidi::store {

template class RecordTable<model::Settlement>;
template class RecordTable<model::Request>;
template class RecordTable<model::Route>;
template class RecordTable<model::MatchedSettlement>;

}  // namespace yidi::store
