#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

class QSettings;

namespace tapscope {

class Profiles;

/// A filter with a name.
struct FilterBookmark {
    QString name, filter;
};
/// Replaces the bookmarks of a kind.
void storeBookmarks(QSettings& settings, const QString& kind, const std::vector<FilterBookmark>& bookmarks);

/// Recent and bookmarked filters of one kind, stored in the settings. GUI thread.
class KeptFilters final : public QObject {
    Q_OBJECT

public:
    using Bookmark = FilterBookmark;

    /// `kind` is the group in the settings: "fieldFilter" or "captureFilter". They are stored in the profile's
    /// settings, or without a profile in the program's.
    explicit KeptFilters(QString kind, Profiles* profiles = nullptr, QObject* parent = nullptr);
    ~KeptFilters() override;

    /// The recent filters, newest first, without duplicates; at most 20.
    [[nodiscard]] QStringList recent() const;
    void remember(const QString& filter);
    void forgetRecent();
    /// Sorted by name.
    [[nodiscard]] std::vector<Bookmark> bookmarks() const;
    /// Adds a bookmark, or replaces the bookmark of that name.
    void keep(const QString& name, const QString& filter);
    void remove(const QString& name);

private:
    [[nodiscard]] QSettings& settings() const;

    QString kind_;
    Profiles* profiles_;
    std::unique_ptr<QSettings> program_;
};

} // namespace tapscope
