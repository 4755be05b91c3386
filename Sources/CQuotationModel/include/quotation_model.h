#ifndef ONRECORD_QUOTATION_MODEL_H
#define ONRECORD_QUOTATION_MODEL_H

#include <stddef.h>

/// The weights of the attribution model, as its training writes them.
const unsigned char *onrecord_quotation_model(void);

/// How many bytes they are.
size_t onrecord_quotation_model_length(void);

#endif
