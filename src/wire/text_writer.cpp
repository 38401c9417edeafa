#include "wire/text_writer.hpp"

#include "codes/codes.hpp"

namespace yidi::wire {
namespace {

std::size_t columns_of(std::string_view utf8) {
    constexpr unsigned char wide_from = 0xE1;  // three-byte characters from U+1000 on
    std::size_t columns = 0;
    for (const char byte : utf8) {
        const auto code = static_cast<unsigned char>(byte);
        if ((code & 0xC0) != 0x80) columns += code >= wide_from ? 2 : 1;
    }
    return columns;
}

std::string right(std::string_view text, std::size_t width) {
    const auto columns = columns_of(text);
    return std::string(columns < width ? width - columns : 0, ' ') + std::string{text};
}

constexpr std::size_t number_width = 4;
constexpr std::size_t amount_width = 16;
constexpr std::string_view bullet = "  · ";
constexpr std::string_view blank = "    ";

}  // namespace

void TextWriter::amount(Money value, std::string_view zh, std::string_view en) {
    add(right(value.text(), number_width + amount_width) + "  " + both(zh, en));
}

void TextWriter::field(std::string_view name, Money value) {
    const auto* known = codes::field_name(name);
    amount(value, known == nullptr ? name : known->zh, known == nullptr ? name : known->en);
}

void TextWriter::point(std::string_view zh, std::string_view en) {
    if (zh_) add(std::string{bullet}.append(zh));
    if (en_) add(std::string{zh_ ? blank : bullet}.append(en));
}

void TextWriter::words(std::string_view zh, std::string_view en) {
    if (zh_) add(zh);
    if (en_) add(en);
}

void TextWriter::numbered(std::int64_t number, std::string_view amount, std::string_view zh,
                          std::string_view en) {
    add(right(std::to_string(number), number_width) + right(amount, amount_width) + "  " +
        std::string{zh_ ? zh : en});
    if (zh_ && en_) below(en);
}

void TextWriter::below(std::string_view text) {
    if (!text.empty()) add(std::string(number_width + amount_width + 2, ' ').append(text));
}

std::string TextWriter::both(std::string_view zh, std::string_view en) const {
    if (zh_ && en_) return std::string{zh} + " / " + std::string{en};
    return std::string{zh_ ? zh : en};
}

}  // namespace yidi::wire
