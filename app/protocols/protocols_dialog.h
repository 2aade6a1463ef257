#pragma once

#include <decode/registry.h>

#include <QDialog>

class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QTreeView;

namespace tapscope {

class ProtocolModel;

/// Lists the protocols and fields that can be decoded, with a search. A double click copies a name to the filter.
class ProtocolsDialog final : public QDialog {
    Q_OBJECT

public:
    explicit ProtocolsDialog(const DecoderRegistry& registry, QWidget* parent = nullptr);

    /// Searches for a field or a protocol by its name, and selects it.
    void showName(const QString& name);

signals:
    void nameChosen(const QString& name);

private:
    void search(const QString& text);

    ProtocolModel* model_;
    QSortFilterProxyModel* found_;
    QLineEdit* line_;
    QTreeView* tree_;
    QLabel* summary_;
};

} // namespace tapscope
