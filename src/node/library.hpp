/// @file
/// What a node answers from published data: lists of codes, code tables, its catalogue; and the
/// files of its institutions.
///
/// Level       8, files
/// Units       none
/// Errors      those of the questions
/// Ownership   owns the publications and the shelf
/// Threads     answer() from any thread
/// See         docs/reference/code-publications.md

#pragma once

#include <filesystem>
#include <memory>

#include "catalog/catalog.hpp"
#include "codes/publications.hpp"
#include "node/file_shelf.hpp"
#include "wire/library.hpp"

namespace yidi::node {

/// Whose question it is, when, and the catalogue in force.
struct LibraryContext {
    std::string fixmedins_code;  ///< Of the envelope.
    Instant now;
    std::shared_ptr<const catalog::Catalog> catalogue;
};

class Library {
  public:
    /// `admdvs` is the division that the catalogue is of; `folder` holds institutions' files.
    Library(std::string admdvs, codes::Publications publications, std::filesystem::path folder,
            store::Vault vault)
        : admdvs_(std::move(admdvs)),
          publications_(std::move(publications)),
          shelf_(std::move(folder), std::move(vault)) {}

    [[nodiscard]] Outcome<wire::LibraryAnswer> answer(const wire::LibraryRequest& request,
                                                      const LibraryContext& context);

  private:
    std::string admdvs_;
    codes::Publications publications_;
    FileShelf shelf_;
};

}  // namespace yidi::node
