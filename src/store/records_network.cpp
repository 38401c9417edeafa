#include "store/record_table_impl.hpp"

namespace yidi::store {

template class RecordTable<model::Account>;
template class RecordTable<model::Transfer>;
template class RecordTable<model::Outbox>;
template class RecordTable<model::Inbox>;
template class RecordTable<model::Sequence>;
template class RecordTable<model::Timer>;

}  // namespace yidi::store
