#include "api/request_head.hpp"

namespace yidi::api {

void RequestHead::clear() {
    text_.clear();
    spans_.clear();
    fields_.clear();
    method_bytes_ = target_bytes_ = 0;
    version_ = 11;
    closed_ = false;
}

void RequestHead::start_line(std::string_view method, std::string_view target, int version) {
    method_bytes_ = method.size();
    target_bytes_ = target.size();
    version_ = version;
    text_.append(method).append(target);
}

void RequestHead::add(std::string_view name, std::string_view value) {
    if (closed_) return;
    spans_.push_back({name.size(), value.size()});
    text_.append(name).append(value);
}

void RequestHead::close() {
    closed_ = true;
    std::string_view rest = text_;
    rest.remove_prefix(method_bytes_ + target_bytes_);
    for (const Span& span : spans_) {
        fields_.push_back(
            {rest.substr(0, span.name_bytes), rest.substr(span.name_bytes, span.value_bytes)});
        rest.remove_prefix(span.name_bytes + span.value_bytes);
    }
}

const HttpField* RequestHead::find(std::string_view name) const noexcept {
    for (const HttpField& field : fields_) {
        if (same_field_name(field.name, name)) return &field;
    }
    return nullptr;
}

std::string_view RequestHead::method() const noexcept {
    return std::string_view{text_}.substr(0, method_bytes_);
}

std::string_view RequestHead::target() const noexcept {
    return std::string_view{text_}.substr(method_bytes_, target_bytes_);
}

}  // namespace yidi::api
