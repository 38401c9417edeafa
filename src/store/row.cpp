#include "store/row.hpp"

#include <limits>

#include <sqlite3.h>

#include "base/text.hpp"
#include "wire/peer_json.hpp"

namespace yidi::store {
namespace {

/// Binding fails only on an index or size of ours.
void must(int result) {
    YIDI_ASSERT(result == SQLITE_OK);
}

}  // namespace

const char* Scratch::keep(std::string_view bytes) {
    if (bytes.size() > bytes_max - bytes_.size()) return nullptr;
    const auto from = bytes_.size();
    bytes_ += bytes;
    return bytes_.data() + from;
}

// ---- writing
// -------------------------------------------------------------------------------------

void RowWriter::number(std::int64_t value) {
    must(sqlite3_bind_int64(statement_, ++at_, value));
}

void RowWriter::null() {
    must(sqlite3_bind_null(statement_, ++at_));
}

void RowWriter::text(std::string_view value) {
    must(sqlite3_bind_text(statement_, ++at_, value.data(), static_cast<int>(value.size()),
                           SQLITE_STATIC));
}

void RowWriter::kept_text(std::string_view value) {
    const char* kept = context_.scratch.keep(value);
    must(sqlite3_bind_text(statement_, ++at_, kept ? kept : value.data(),
                           static_cast<int>(value.size()),
                           kept ? SQLITE_STATIC : SQLITE_TRANSIENT));
}

void RowWriter::sealed_blob(std::string_view value) {
    const auto& column = columns_[static_cast<std::size_t>(at_)];
    const std::string sealed = context_.vault.encrypt(value, column.context);
    const char* kept = context_.scratch.keep(sealed);
    must(sqlite3_bind_blob(statement_, ++at_, kept ? kept : sealed.data(),
                           static_cast<int>(sealed.size()),
                           kept ? SQLITE_STATIC : SQLITE_TRANSIENT));
}

void RowWriter::leaf(const Personal& value) {
    // Nothing to protect, and most stays name no contact: an empty value is stored as such.
    if (value.empty()) {
        must(sqlite3_bind_zeroblob(statement_, ++at_, 0));
    } else {
        sealed_blob(value.reveal());
    }
}

void RowWriter::leaf(Date value) {
    kept_text(value.text());
}

void RowWriter::leaf(const std::vector<std::int64_t>& value) {
    std::string list;
    for (const auto each : value) {
        if (!list.empty()) list += ',';
        list += std::to_string(each);
    }
    kept_text(list);
}

void RowWriter::leaf(const model::PeerBody& value) {
    kept_text(wire::kind_of(value));
    sealed_blob(wire::encode_body(value));
}

void RowWriter::leaf(const model::TimerBody& value) {
    kept_text(wire::kind_of(value));
    sealed_blob(wire::encode_body(value));
}

// ---- reading
// -------------------------------------------------------------------------------------

void RowReader::damaged() const {
    const auto& column = columns_[static_cast<std::size_t>(at_ - 1)];
    throw engine::StoreFailure{Problem{ErrorCode::database_damaged,
                                       context_.connection.path(),
                                       column.context,
                                       "a value that this platform wrote",
                                       {}}};
}

bool RowReader::is_null() const {
    return sqlite3_column_type(statement_, at_) == SQLITE_NULL;
}

std::int64_t RowReader::number() {
    return sqlite3_column_int64(statement_, at_++);
}

std::int64_t RowReader::number_within(std::int64_t least, std::int64_t most) {
    const auto value = number();
    if (value < least || value > most) damaged();
    return value;
}

std::string_view RowReader::text() {
    // The pointer first: asking for the size before it may convert the value.
    const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, at_));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, at_));
    ++at_;
    return data == nullptr ? std::string_view{} : std::string_view{data, size};
}

std::string RowReader::unsealed() {
    const auto sealed = text();
    if (sealed.empty()) return {};
    auto opened =
        context_.vault.decrypt(sealed, columns_[static_cast<std::size_t>(at_ - 1)].context);
    if (!opened) damaged();
    return *std::move(opened);
}

void RowReader::leaf(Money& value) {
    value = Money::of_fen(number_within(-Money::fen_max, Money::fen_max));
}

void RowReader::leaf(Ratio& value) {
    value = Ratio::of_ppm(number_within(0, Ratio::one_ppm));
}

void RowReader::leaf(UnitPrice& value) {
    value = UnitPrice::of_micro_yuan(number_within(0, UnitPrice::micro_yuan_max));
}

void RowReader::leaf(Quantity& value) {
    value = Quantity::of_e4(number_within(-Quantity::e4_max, Quantity::e4_max));
}

void RowReader::leaf(std::int32_t& value) {
    using Limits = std::numeric_limits<std::int32_t>;
    value = static_cast<std::int32_t>(number_within(Limits::min(), Limits::max()));
}

void RowReader::leaf(Date& value) {
    const auto date = Date::parse(text());
    if (!date) damaged();
    value = *date;
}

void RowReader::leaf(std::vector<std::int64_t>& value) {
    value.clear();
    const auto list = text();
    if (list.empty()) return;
    for (const auto part : split(list, ',')) {
        const auto each = parse_integer<std::int64_t>(part);
        if (!each) damaged();
        value.push_back(*each);
    }
}

void RowReader::leaf(model::PeerBody& value) {
    const std::string kind{text()};
    auto body = wire::decode_body(kind, unsealed());
    if (!body) damaged();
    value = *std::move(body);
}

void RowReader::leaf(model::TimerBody& value) {
    const std::string kind{text()};
    auto body = wire::decode_timer(kind, unsealed());
    if (!body) damaged();
    value = *std::move(body);
}

}  // namespace yidi::store
