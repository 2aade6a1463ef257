#pragma once

#include "../frames/list_column.h"

#include <decode/registry.h>

#include <QWidget>

class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace tapscope {

class ListHeader;

/// The columns of the list as a page of the preferences: which are shown, in which order, and the user's own. Nothing
/// changes in the list before columns() is set there. GUI thread.
class ColumnsPage final : public QWidget {
    Q_OBJECT

public:
    ColumnsPage(const ListHeader& header, const DecoderRegistry& registry, QWidget* parent = nullptr);

    /// From left to right, as chosen.
    [[nodiscard]] ListColumns columns() const;

private:
    /// A column, and whether the list showed it before it was (un)checked here.
    struct Entry {
        ListColumn column;
        QString usualTitle;
        bool wasShown = true;
    };

    [[nodiscard]] Entry& entryOf(const QListWidgetItem& item) { return entries_[idOf(item)]; }
    [[nodiscard]] static std::size_t idOf(const QListWidgetItem& item);
    void insert(int row, Entry entry);
    void showTitle(QListWidgetItem& item);
    [[nodiscard]] QWidget* makeButtons();
    void add();
    void edit();
    void move(int rows);
    void reset();
    void update();

    const DecoderRegistry& registry_;
    QListWidget* list_;
    QPushButton *edit_, *remove_, *up_, *down_;
    std::vector<Entry> entries_; ///< by the ids of the items; those of removed items stay
};

} // namespace tapscope
