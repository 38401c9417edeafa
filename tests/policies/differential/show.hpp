/// @file
/// Described records as lines of text, and the fields in which two of them differ.
///
/// Level       test
/// Units       none
/// Errors      none
/// Ownership   values

#pragma once

#include <string>
#include <type_traits>

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include "calendar/calendar.hpp"
#include "money/money.hpp"

namespace yidi::policies {

template <class T>
void show_in(std::string& text, const std::string& name, const T& value) {
    if constexpr (boost::describe::has_describe_members<T>::value) {
        using Members = boost::describe::describe_members<T, boost::describe::mod_public>;
        boost::mp11::mp_for_each<Members>([&](auto member) {
            show_in(text, name + "." + member.name, value.*member.pointer);
        });
    } else {
        if (value == T{}) return;  // what is not set says nothing
        text += "  " + name + " = ";
        if constexpr (std::is_same_v<T, Money> || std::is_same_v<T, Date>) {
            text += value.text();
        } else if constexpr (std::is_same_v<T, std::string>) {
            text += value;
        } else if constexpr (std::is_enum_v<T>) {
            text += boost::describe::enum_to_string(value, "?");
        } else {
            text += std::to_string(value);
        }
        text += "\n";
    }
}

/// Every member that is not zero or empty, one a line.
template <class T>
std::string show(const std::string& name, const T& value) {
    std::string text;
    show_in(text, name, value);
    return text;
}

/// Every field in which the two differ, one a line.
template <class T>
void show_differences(std::string& text, const std::string& name, const T& one, const T& other) {
    if constexpr (boost::describe::has_describe_members<T>::value) {
        using Members = boost::describe::describe_members<T, boost::describe::mod_public>;
        boost::mp11::mp_for_each<Members>([&](auto member) {
            show_differences(text, name + "." + member.name, one.*member.pointer,
                             other.*member.pointer);
        });
    } else if (!(one == other)) {
        const auto said = [](const T& value) {
            if constexpr (std::is_same_v<T, Money>) {
                return value.text();
            } else if constexpr (std::is_same_v<T, std::string>) {
                return value.empty() ? std::string{"none"} : value;
            } else {
                return std::to_string(value);
            }
        };
        text += "  " + name + ": compiled " + said(one) + ", written tables " + said(other) + "\n";
    }
}

}  // namespace yidi::policies
